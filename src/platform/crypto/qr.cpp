#include "platform/crypto/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace parvis::crypto {

std::optional<QrCode> qr_code(std::string_view text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) return std::nullopt;
  const auto width = static_cast<std::size_t>(code->width);
  QrCode rows(width, std::vector<bool>(width));
  for (std::size_t y = 0; y < width; ++y)
    for (std::size_t x = 0; x < width; ++x) rows[y][x] = (code->data[y * width + x] & 1) != 0;
  return rows;
}

}  // namespace parvis::crypto
