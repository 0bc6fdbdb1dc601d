/// Whether a request comes from our own pages.
#pragma once

#include <cstdint>
#include <string_view>

#include "platform/http/http.hpp"

namespace parvis::web {

/// localhost, 127.0.0.1 or [::1] with this port; 0: any port.
bool is_own_host(std::string_view host, std::uint16_t port);

/// A form may come from our own pages only: by Sec-Fetch-Site where there is one, and by Origin, or else Referer,
/// which must name the host that was asked. A request that tells none of these is refused: every browser tells.
bool is_from_own_page(const http::Request& request);

}  // namespace parvis::web
