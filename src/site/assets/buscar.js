"use strict";
(function () {
  var MOST = 100;
  var parts = window.MIPG_INDICE || [];
  var input = document.getElementById("q");
  var form = document.getElementById("buscar");
  var list = document.getElementById("resultados");
  var state = document.getElementById("estado");
  var whole = document.getElementById("lista");
  var MONTH = /\b(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\s+(?:del?\s+)?(\d{4})\b/g;
  // Without accents or capitals; a month with its year is one word, so that it is not found in the month of another year.
  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(MONTH, "$1_$2");
  }
  var index = parts.map(function (one) {
    return { one: one, title: plain(one[0]), all: plain([one[0], one[1], one[2], one[3], one[5], one[6], one[7], one[4]].join(" ")) };
  });
  function asked() {
    var found = /[?&]q=([^&#]*)/.exec(window.location.search);
    try {
      return found ? decodeURIComponent(found[1].replace(/\+/g, " ")).slice(0, 100) : "";
    } catch (error) {
      return "";
    }
  }
  function element(name, text, parent) {
    var made = document.createElement(name);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }
  function show(text) {
    var words = plain(text).split(/\s+/).filter(Boolean);
    list.textContent = "";
    whole.hidden = false;
    if (!words.length) {
      state.textContent = index.length + " entregas y políticas en el índice.";
      return;
    }
    var found = [];
    index.forEach(function (one, at) {
      if (words.every(function (word) { return one.all.indexOf(word) >= 0; })) {
        var score = words.filter(function (word) { return one.title.indexOf(word) >= 0; }).length;
        if (one.one[4].indexOf("politicas/") === 0) { score += 0.5; }
        found.push([score, at, one.one]);
      }
    });
    whole.hidden = found.length > 0;
    found.sort(function (one, other) { return other[0] - one[0] || one[1] - other[1]; });
    state.textContent = found.length === 0 ? "Nada tiene todas esas palabras." :
      found.length === 1 ? "1 resultado." :
      found.length + " resultados" + (found.length > MOST ? "; se muestran " + MOST + "." : ".");
    found.slice(0, MOST).forEach(function (row) {
      var one = row[2];
      var item = document.createElement("li");
      var link = element("a", one[0], item);
      link.href = "../" + one[4];
      var about = [one[2], one[1], one[3]];
      if (one[5]) { about.push("constancia n.º " + one[5]); }
      if (one[7]) { about.push(one[7]); }
      element("p", about.filter(Boolean).join(" · "), item).className = "small";
      list.appendChild(item);
    });
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show(input.value);
  });
  input.addEventListener("input", function () { show(input.value); });
  input.value = asked();
  show(input.value);
})();
