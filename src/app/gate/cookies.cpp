#include "app/gate/cookies.hpp"

namespace parvis::web {

std::string Cookies::name(std::string_view kind) const {
  if (transport_ == Transport::https) return "__Host-parvis_" + std::string(kind);
  const int port = port_;
  const auto plain = "parvis_" + std::string(kind);
  return port == 0 ? plain : plain + "_" + std::to_string(port);
}

std::string Cookies::set(std::string_view kind, std::string_view key, int lasts_s) const {
  auto text = name(kind) + "=" + std::string(key) + "; HttpOnly; SameSite=Lax; Path=/";
  if (transport_ == Transport::https) text += "; Secure";
  if (key.empty())
    text += "; Max-Age=0";
  else if (lasts_s > 0)
    text += "; Max-Age=" + std::to_string(lasts_s);
  return text;
}

}  // namespace parvis::web
