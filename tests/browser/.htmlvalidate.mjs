// The recommended rules, but for one.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // A title is as long as the author's words: cutting it at 70 characters helps no reader.
    "long-title": "off",
  },
};
