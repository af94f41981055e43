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
    // What is too large and what is a folder stays; of it only the name goes, so that the answer says what to do.
    const send = (files, folders) => {
      if (!(files.length + folders.length) || upload.dataset.sent) return;
      const rest = new DataTransfer();
      const name = (field, value) => {
        const hidden = document.createElement('input');
        [hidden.type, hidden.name, hidden.value] = ['hidden', field, value.slice(0, 255)];
        upload.append(hidden);
      };
      for (const file of files) {
        if (file.size > Number(upload.dataset.bytes)) name('grande', file.name);
        else rest.items.add(file);
      }
      for (const folder of folders) name('carpeta', folder);
      input.files = rest.files;
      upload.requestSubmit();
    };
    input.addEventListener('change', () => send([...input.files], []));
    upload.querySelector('.dropping').hidden = false;
    const over = (is) => (event) => { event.preventDefault(); upload.classList.toggle('over', is); };
    for (const type of ['dragenter', 'dragover']) document.addEventListener(type, over(true));
    document.addEventListener('dragleave', over(false));
    document.addEventListener('drop', (event) => {
      over(false)(event);
      const [files, folders] = [[], []];
      for (const item of event.dataTransfer.items) {
        if (item.kind !== 'file') continue;
        const entry = item.webkitGetAsEntry?.();
        if (entry?.isDirectory) folders.push(entry.name);
        else files.push(item.getAsFile());
      }
      send(files.filter(Boolean), folders);
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
