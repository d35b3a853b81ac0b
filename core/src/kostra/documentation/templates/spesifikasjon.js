(function () {
  "use strict";
  var box = document.querySelector(".sok"), input = document.getElementById("sok"), told = document.getElementById("antall");
  var items = Array.prototype.map.call(document.querySelectorAll(".treff"), function (element) {
    return { element: element, text: element.textContent.toLowerCase() };
  });
  var entries = document.querySelectorAll("nav [data-for]");
  var sections = document.querySelectorAll("main > section");
  box.hidden = false;

  function search() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean), found = 0;
    items.forEach(function (item) {
      var hit = words.every(function (word) { return item.text.indexOf(word) >= 0; });
      item.element.hidden = !hit;
      if (hit) { found += 1; }
      var details = item.element.querySelector(".spalter");
      if (details && words.length && hit) { details.parentElement.open = true; }
    });
    Array.prototype.forEach.call(entries, function (entry) {
      entry.hidden = document.getElementById(entry.getAttribute("data-for")).hidden;
    });
    Array.prototype.forEach.call(sections, function (section) {
      section.hidden = words.length > 0 && !section.querySelector(".treff:not([hidden])");
    });
    told.textContent = words.length === 0 ? "" : found === 0 ? "Ingen treff" : found + " treff";
  }

  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    if (target.hidden || target.closest("[hidden]")) { input.value = ""; search(); }
    var details = target.querySelector(":scope > details");
    if (details) { details.open = true; }
    target.scrollIntoView();
  }

  input.addEventListener("input", search);
  input.addEventListener("keydown", function (event) { if (event.key === "Escape") { input.value = ""; search(); } });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    Array.prototype.forEach.call(document.querySelectorAll("details"), function (details) { details.open = true; });
  });
  if (location.hash) { reveal(); }
}());
