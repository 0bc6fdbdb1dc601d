#include <fmt/format.h>

#include "app/cli/command.hpp"
#include "app/web/web.hpp"

namespace parvis::cli {

int serve(const ServeOptions& asked, const Texts& t) {
  const auto& listen = asked.listen;
  const auto colon = listen.rfind(':');
  const auto digits = colon == std::string::npos ? std::string() : listen.substr(colon + 1);
  if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string::npos ||
      std::stoi(digits) > 65535) {
    tell(t("Write an address and a port, such as 127.0.0.1:8080."));
    return wrong_use;
  }
  web::WebOptions options;
  options.address = listen.substr(0, colon);
  if (options.address.size() > 2 && options.address.front() == '[')
    options.address = options.address.substr(1, options.address.size() - 2);
  // What the browser shows in its address is the name; what is listened on is this computer alone.
  if (options.address == "localhost") options.address = "127.0.0.1";
  options.port = static_cast<std::uint16_t>(std::stoi(digits));
  options.programmes_folder = asked.programmes;
  options.texts = &t;
  options.where = asked.where;
  options.demo = asked.demo;
  options.sign_in_file = asked.sign_in_file;
  options.mail_file = asked.mail_file;
  options.leaked_passwords = asked.leaked_passwords;
  options.tls_certificate = asked.tls_certificate;
  options.tls_key = asked.tls_key;
  options.behind_proxy = asked.behind_proxy;
  options.taxonomy = load_taxonomy(asked.taxonomy, t);
  if (!options.taxonomy) return bad_input;
  const auto shown = (asked.tls_certificate.empty() ? "http://" : "https://") + listen.substr(0, colon);
  return web::serve(options, [&](const web::Ready& now) {
    fmt::print("{}:{}/\n", shown, now.port);
    if (!now.demo_links.empty()) fmt::print("{}\n", t("To sign in as one of the invented, once each:"));
    for (const auto& link : now.demo_links)
      fmt::print("  {}:{}/{}/in/{}  {}, {}\n", shown, now.port, t.code(), link.link, link.name,
                 t(access::in_words(link.role)));
    std::fflush(stdout);
  });
}

}  // namespace parvis::cli
