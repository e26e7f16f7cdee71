// What html-validate holds every finished page to: valid HTML, its standard and its accessibility rules.
// A rule that is switched off has its reason beside it.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:standard", "html-validate:a11y"],
  rules: {
    // A title is the page's own (under 65 characters, which `fingerpost check` holds), then the site and the council, as the
    // GOV.UK pattern has it. The length is a wish of search engines, which cut the end; no reader is worse off.
    "long-title": "off",
  },
};
