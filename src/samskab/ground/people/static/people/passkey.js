/* Passkeys: the browser's ceremony between a button and its form. Nothing else on the page needs this. */
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  /* What the server wrote as text, as the browser wants it: bytes. */
  function opened(options) {
    const key = options.publicKey;
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    for (const known of [...(key.excludeCredentials || []), ...(key.allowCredentials || [])]) known.id = bytes(known.id);
    return { publicKey: key };
  }

  function answerOf(response) {
    if (response.attestationObject) {
      return {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        transports: response.getTransports ? response.getTransports() : [],
      };
    }
    return {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    };
  }

  const told = (credential) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answerOf(credential.response),
  });

  async function optionsFor(form) {
    const onPage = document.getElementById("passkey-options");
    if (form.dataset.passkey !== "login") return JSON.parse(onPage.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }

  async function ceremony(form) {
    const data = await optionsFor(form);
    const options = opened(data.creation_options || data.request_options || data);
    const key = navigator.credentials;
    const credential = await (form.dataset.passkey === "create" ? key.create(options) : key.get(options));
    form.querySelector("[name=credential]").value = JSON.stringify(told(credential));
    form.submit();
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector("[data-passkey-failed]");
    const button = form.querySelector("[data-passkey-go]");
    if (!window.PublicKeyCredential) continue;
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      failed.hidden = true;
      ceremony(form).catch(() => {
        failed.hidden = false;
        failed.focus();
      });
    });
  }
})();
