/* Conveniences only: every page works without this. ES2017. */
(function () {
  "use strict";
  var doc = document;

  // What is wrong is read out first.
  var wrong = doc.getElementById("wrong");
  if (wrong) { wrong.focus(); }

  // "/" goes to the search box, where no text is being typed.
  doc.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    var box = doc.querySelector("input[type=search]");
    if (box) { event.preventDefault(); box.focus(); }
  });

  // A form is sent once; the server makes one fact of two anyway.
  doc.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.getAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "1");
    changed = false;
    setTimeout(function () { form.removeAttribute("data-sent"); }, 5000);
  });

  // What was typed is not left without asking.
  var changed = false;
  doc.addEventListener("input", function (event) {
    if (event.target.form && event.target.form.hasAttribute("data-keep")) { changed = true; }
  });
  window.addEventListener("beforeunload", function (event) {
    if (changed) { event.preventDefault(); event.returnValue = ""; }
  });

  // Two minutes before the session ends.
  var idle = Number(doc.body.getAttribute("data-idle"));
  var ending = doc.getElementById("ending");
  if (idle && ending) {
    setTimeout(function () { ending.hidden = false; }, Math.max(0, idle - 120) * 1000);
  }
})();
