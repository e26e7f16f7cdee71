// Reloads the page when the site has been built again, and says what is wrong when it could not be.
(async () => {
  let seen = 0;
  let box;
  const show = (text) => {
    if (box) box.remove();
    box = undefined;
    if (!text) return;
    box = document.createElement("pre");
    box.setAttribute("role", "alert");
    box.textContent = "The site was not built. This page is the last good one.\n\n" + text;
    Object.assign(box.style, {
      position: "fixed", inset: "auto 0 0 0", margin: 0, padding: "1rem", maxHeight: "45vh", overflow: "auto", zIndex: 99,
      background: "#fbebe6", color: "#19221f", borderTop: "6px solid #96261a", font: "15px/1.5 monospace", whiteSpace: "pre-wrap",
    });
    document.body.append(box);
  };
  for (;;) {
    try {
      const news = await (await fetch("/_fingerpost/news?since=" + seen)).json();
      if (seen && news.build > seen && !news.problems) return location.reload();
      if (news.build > seen) show(news.problems);
      seen = news.build;
    } catch {
      await new Promise((wait) => setTimeout(wait, 1000));
    }
  }
})();
