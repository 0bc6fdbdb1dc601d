#include <arpa/inet.h>
#include <sys/prctl.h>

#include <iostream>
#include <string>

#include "app/accounts/postman.hpp"
#include "app/catalogue/catalogue.hpp"
#include "app/desk/sign_in_desk.hpp"
#include "app/web/web.hpp"

namespace parvis::web {
namespace {

/// Two spreadsheets of 8 MB and the form around them.
constexpr std::size_t most_body_bytes = 17u << 20;

/// The city's memory, open as long as the server runs.
struct Memory {
  Memory(keep::Kept of, const WebOptions& options, Transport transport,
         std::shared_ptr<const occupations::Taxonomy> taxonomy)
      : kept(std::move(of)),
        city(*kept.store, kept.cities.front().id, kept.cities.front().name, std::move(taxonomy)),
        entrance(city, transport, options.demo ? accounts::Demo::yes : accounts::Demo::no) {}
  keep::Kept kept;
  desk::City city;
  desk::Entrance entrance;
};

int exit_code_of(const keep::No& why) {
  return why.kind == keep::No::Kind::bad_input ? 3 : why.kind == keep::No::Kind::wrong_use ? 2 : 4;
}

int tell_fault(const settings::Fault& fault, const Texts& t) {
  std::cerr << fault.file << ":" << fault.line << ": " << t(fault.expected) << "\n";
  return 3;
}

bool is_address(const std::string& text) {
  in6_addr bytes{};
  return inet_pton(AF_INET, text.c_str(), &bytes) == 1 || inet_pton(AF_INET6, text.c_str(), &bytes) == 1;
}

/// What others reach goes over https. A demo is no exception: browsers keep its sign-in's cookie only over https, and
/// its links would go in the clear.
std::optional<Message> why_not_reachable(const WebOptions& options) {
  if (options.tls_certificate.empty() != options.tls_key.empty())
    return say("--tls-cert and --tls-key belong together: give both.");
  if (is_loopback(options.address) || !options.tls_certificate.empty() || !options.behind_proxy.empty())
    return std::nullopt;
  if (!is_address(options.address)) return std::nullopt;  // listening says so
  return say("Others can reach {address}, and what they send must be encrypted. Give --tls-cert FILE and "
             "--tls-key FILE, "
             "or --behind-proxy with the address of a server with TLS in front. For this computer alone: "
             "--listen "
             "127.0.0.1:8080.")
      .with("address", options.address);
}

void add_memory(SiteOptions& site, Memory& memory) {
  site.has_memory = true;
  site.doorkeeper = desk::doorkeeper(memory.entrance);
  site.further_routes = desk::all_routes(memory.entrance);
  site.memory_answers = [&memory] { return keep::cities_of(memory.kept.store->database()).has_value(); };
}

}  // namespace

bool is_loopback(std::string_view address) {
  return address == "::1" || address == "localhost" || address.starts_with("127.");
}

int serve(const WebOptions& options, const std::function<void(const Ready&)>& ready) {
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
  of_site.on_loopback = is_loopback(options.address) && options.behind_proxy.empty();
  of_site.over_https = !options.tls_certificate.empty();
  of_site.behind_proxy = !options.behind_proxy.empty();
  if (const auto why = why_not_reachable(options)) {
    std::cerr << t(*why) << "\n";
    return 2;
  }
  std::unique_ptr<desk::SignInServices> services;
  if (!options.sign_in_file.empty()) {
    auto read = settings::read_sign_in(options.sign_in_file);
    if (!read) return tell_fault(read.error(), t);
    services = std::make_unique<desk::SignInServices>(std::move(*read));
  }
  std::optional<settings::Mail> mail;
  if (!options.mail_file.empty()) {
    auto read = settings::read_mail(options.mail_file);
    if (!read) return tell_fault(read.error(), t);
    mail = std::move(*read);
    // A stop waits for the mail under way.
    mail->server.total_limit = std::chrono::seconds(20);
  }
  std::optional<crypto::LeakedPasswords> leaked;
  if (!options.leaked_passwords.empty()) {
    auto list = crypto::LeakedPasswords::open(options.leaked_passwords);
    if (!list) {
      std::cerr << t(list.error()) << "\n";
      return 3;
    }
    leaked = std::move(*list);
  }
  std::unique_ptr<Memory> memory;
  Ready told;
  if (!options.where.data.empty() || !options.where.database.empty()) {
    auto kept = keep::open(options.where, Moment::now(), db::Missing::take_steps);
    if (!kept) {
      std::cerr << t(kept.error().what) << "\n";
      return exit_code_of(kept.error());
    }
    memory = std::make_unique<Memory>(std::move(*kept), options, of_site.transport(), of_site.taxonomy);
    memory->entrance.services = std::move(services);
    if (mail) memory->entrance.address = mail->address;
    if (leaked) memory->entrance.credentials.hold_against(std::move(*leaked));
    add_memory(of_site, *memory);
    if (options.demo) {
      auto links = desk::demo_city(memory->entrance, Moment::now());
      if (!links) {
        std::cerr << t(keep::in_words(links.error()).what) << "\n";
        return 4;
      }
      told.demo_links = std::move(*links);
    }
  }
  Site site(std::move(of_site));

  http::ServerOptions of_server;
  of_server.address = options.address;
  of_server.port = options.port;
  // More than there are processors: who waits for the log to be on disk waits together with others.
  of_server.workers = 16;
  of_server.body_bytes = most_body_bytes;
  of_server.tls_certificate = options.tls_certificate;
  of_server.tls_key = options.tls_key;
  of_server.behind_proxy = options.behind_proxy;
  of_server.error_page = [&site](int status, const http::Request& asked) {
    return site.error(status, asked);
  };
  auto server =
      http::Server::listen(of_server, [&site](const http::Request& request) { return site.answer(request); });
  if (!server) {
    std::cerr << t(server.error()) << "\n";
    using Why = http::ListenNo::Why;
    const auto why = server.error().why;
    return why == Why::not_an_address ? 2 : why == Why::no_certificate ? 3 : 4;
  }
  site.listens_on((*server)->port());
  told.port = (*server)->port();
  if (memory) memory->entrance.cookies.listens_on(told.port);
  std::optional<accounts::Postman> postman;
  if (memory && mail) postman.emplace(*memory->kept.store, memory->city.id, mail->server, mail->from);
  if (ready) ready(told);
  (*server)->run(http::Server::Signals::stop_on_terminate);
  return 0;
}

}  // namespace parvis::web
