class Tensor {}
module.exports = { Tensor };
