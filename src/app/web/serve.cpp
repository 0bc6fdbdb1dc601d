#include <sys/prctl.h>

#include <iostream>
#include <string>

#include "app/catalogue/catalogue.hpp"
#include "app/web/web.hpp"

namespace parvis::web {
namespace {

/// Two spreadsheets of 8 MB and the form around them.
constexpr std::size_t most_body_bytes = 17u << 20;

}  // namespace

bool is_loopback(std::string_view address) {
  return address == "::1" || address == "localhost" || address.starts_with("127.");
}

int serve(const WebOptions& options, const std::function<void(std::uint16_t port)>& ready) {
  // Were the program to crash, the system would otherwise write the visits' memory to a file.
  prctl(PR_SET_DUMPABLE, 0);
  const Texts& t = options.texts ? *options.texts : Texts::in(Language::swedish);
  SiteOptions of_site;
  if (options.programmes_folder.empty()) {
    of_site.programmes = catalogue::bundled_programmes();
  } else {
    auto loaded = catalogue::load_folder(options.programmes_folder);
    for (const auto& fault : loaded.faults)
      std::cerr << fault.file << ":" << fault.line << ": " << fault.key << ": " << t(fault.expected) << "\n";
    if (!loaded.faults.empty()) return 3;
    of_site.programmes = std::move(loaded.programmes);
  }
  of_site.taxonomy = options.taxonomy ? options.taxonomy : occupations::Taxonomy::starter();
  of_site.threads = options.threads;
  of_site.on_loopback = is_loopback(options.address);
  Site site(std::move(of_site));

  http::ServerOptions of_server;
  of_server.address = options.address;
  of_server.port = options.port;
  of_server.body_bytes = most_body_bytes;
  of_server.error_page = [&site](int status, const http::Request* asked) {
    return site.error(status, asked);
  };
  auto server =
      http::Server::listen(of_server, [&site](const http::Request& request) { return site.answer(request); });
  if (!server) {
    std::cerr << t(server.error()) << "\n";
    return server.error().why == http::ListenNo::Why::not_an_address ? 2 : 4;
  }
  if (!is_loopback(options.address))
    std::cerr << t("Try a matching works over https only when others reach Parvis: put a server with TLS "
                   "in front. Without it browsers drop the cookie that holds a visit together.")
              << "\n";
  site.listens_on((*server)->port());
  if (ready) ready((*server)->port());
  (*server)->run(http::Server::Signals::stop_on_terminate);
  return 0;
}

}  // namespace parvis::web
