"use strict";
/**
 * The two calls of request that danfojs-node makes, on Node's own fetch: it stands where Danfo expects request (an npm
 * override), which nobody keeps up any more and which, with the 40 packages behind it, took a third of the time that
 * importing Danfo takes.
 */
const { PassThrough, Readable } = require("node:stream");

/**
 * Fetches an address as a stream of bytes. Emits `response` ({statusCode, statusMessage}) before the first of them, and
 * `error` where no answer comes.
 *
 * @param {string | { url: string, method?: string, headers?: Record<string, string> }} asked
 * @returns {PassThrough}
 */
function request(asked) {
  const { url, ...options } = typeof asked === "string" ? { url: asked } : asked;
  const stream = new PassThrough();
  fetch(url, options)
    .then(({ status, statusText, body }) => {
      stream.emit("response", { statusCode: status, statusMessage: statusText });
      if (body === null) stream.end();
      else
        Readable.fromWeb(body)
          .on("error", (error) => stream.destroy(error))
          .pipe(stream);
    })
    .catch((error) => stream.destroy(error));
  return stream;
}

module.exports = request;
module.exports.get = request;
