// Only makes easier what the pages do without it: files go as soon as they are chosen or dropped, what is too large is not
// sent, nothing is sent twice, texts are copied with a button.
'use strict';

(() => {
  const wait = (form, told) => {
    const status = form.querySelector('.status') ?? document.querySelector('main .status');
    if (status) status.textContent = told;
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
  };

  for (const form of document.querySelectorAll('form[method="post"]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = 'yes';
      if (form.dataset.espera) wait(form, form.dataset.espera);
    });
  }
  // A page that the browser kept as it was left can be used again.
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form')) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled');
    }
  });

  const upload = document.getElementById('subir');
  if (upload) {
    const input = document.getElementById('archivos');
    const status = document.getElementById('subida');
    const send = () => {
      if (!input.files.length || upload.dataset.sent) return;
      const isLarge = (file) => file.size > Number(upload.dataset.bytes);
      const large = [...input.files].filter(isLarge);
      if (large.length) {
        // The others go; of these only the name, so that the answer says which were left out and what to do.
        const rest = new DataTransfer();
        for (const file of input.files) if (!isLarge(file)) rest.items.add(file);
        input.files = rest.files;
        for (const file of large) {
          const name = document.createElement('input');
          [name.type, name.name, name.value] = ['hidden', 'grande', file.name.slice(0, 255)];
          upload.append(name);
        }
      }
      upload.requestSubmit();
    };
    input.addEventListener('change', send);
    upload.querySelector('.dropping').hidden = false;
    const over = (is) => (event) => { event.preventDefault(); upload.classList.toggle('over', is); };
    for (const type of ['dragenter', 'dragover']) document.addEventListener(type, over(true));
    document.addEventListener('dragleave', over(false));
    document.addEventListener('drop', (event) => {
      over(false)(event);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      send();
    });
  }

  for (const text of document.querySelectorAll('textarea[data-copiar]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'action second';
    button.textContent = text.dataset.copiar;
    button.addEventListener('click', async () => {
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand('copy'); }
      button.textContent = text.dataset.copiado;
    });
    text.after(button);
  }

  document.getElementById('errores')?.focus();
})();
