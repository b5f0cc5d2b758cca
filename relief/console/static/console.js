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

  // What follows from what is typed is shown as it is typed: papers, and the sum.
  var turn = 0, waiting = 0;
  function look(form) {
    var sent = new URLSearchParams(new FormData(form)), mine = ++turn;
    sent.set("_step", "look");
    fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (text) {
      if (!text || mine !== turn) { return; }
      var page = new DOMParser().parseFromString(text, "text/html");
      page.querySelectorAll("[data-part]").forEach(function (part) {
        var here = doc.getElementById(part.id);
        if (here && !here.contains(doc.activeElement)) { here.replaceWith(part); }
      });
    }).catch(function () {});
  }
  doc.addEventListener("change", function (event) {
    var form = event.target.form;
    if (event.target.hasAttribute("data-go")) { form.submit(); }
    if (!form || !form.hasAttribute("data-live") || event.target.type === "checkbox") { return; }
    clearTimeout(waiting);
    waiting = setTimeout(function () { look(form); }, 600);
  });

  // Two minutes before the session ends.
  var idle = Number(doc.body.getAttribute("data-idle"));
  var ending = doc.getElementById("ending");
  if (idle && ending) {
    setTimeout(function () { ending.hidden = false; }, Math.max(0, idle - 120) * 1000);
  }
})();
