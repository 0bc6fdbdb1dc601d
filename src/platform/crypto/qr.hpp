/// A QR code as rows of dots, for a page to draw (as SVG) and for the terminal.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace parvis::crypto {

/// Square; true is dark. Without the quiet zone: leave four dots' room on every side.
using QrCode = std::vector<std::vector<bool>>;

/// Error correction M: a seventh of it may be unreadable. Nothing for no text or more than about 2 300 bytes.
std::optional<QrCode> qr_code(std::string_view text);

}  // namespace parvis::crypto
