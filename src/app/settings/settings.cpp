#include "app/settings/settings.hpp"

#include <algorithm>

#include "app/settings/table.hpp"

namespace parvis::settings {
namespace {

constexpr std::size_t most_services = 10, longest_id = 30;

Result<toml::Value, Fault> file_of(const std::string& file) {
  const auto bytes = files::read_file(file);
  if (!bytes) return no(Fault{file, 1, bytes.error()});
  auto read = toml::read(*bytes);
  if (!read) return no(Fault{file, read.error().line, read.error().what});
  return std::move(*read);
}

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= longest_id && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

/// Where people reach Parvis.
std::string address_of(Table& table) {
  auto address = table.needed("address", "https://parvis.example.org");
  while (address.ends_with('/')) address.pop_back();
  if (!address.empty() && !address.starts_with("https://") && !address.starts_with("http://"))
    table.wrong(table.line(), say("address begins with https://, for example https://parvis.example.org."));
  return address;
}

Service read_service(Table& table, const std::string& address) {
  Service service;
  service.id = table.needed("id", "city");
  if (!service.id.empty() && !is_id(service.id))
    table.wrong(table.line(), say("An id is of small letters a to z, digits and hyphens, for example city."));
  service.name = table.needed("name", "Lindhamn's own sign-in");
  auto& with = service.configuration;
  with.issuer = table.needed("issuer", "https://login.example.org");
  with.client_id = table.needed("client_id", "parvis");
  table.needed("client_secret_file", "city.secret");
  with.client_secret = table.secret("client_secret_file");
  with.redirect_uri = address + "/sv/logga-in/tillbaka/" + service.id;
  // Neither name nor e-mail is needed: (iss, sub) is all that Parvis keeps.
  with.scopes = {"openid"};
  with.acr_wanted = table.texts("acr_values");
  service.vouches = {table.texts("second_factor_acr"), table.texts("second_factor_amr")};
  if (with.acr_wanted.empty()) with.acr_wanted = service.vouches.acr;
  service.http.ca_file = table.path("ca_file");
  // Plain HTTP only where Parvis itself is tried on this machine without a certificate.
  if (address.starts_with("http://")) service.http.loopback = net::Loopback::http_allowed;
  return service;
}

}  // namespace

Result<std::vector<Service>, Fault> read_sign_in(const std::string& file) {
  PARVIS_TRY(const auto root, file_of(file));
  Table whole(file, root);
  const auto address = address_of(whole);
  std::vector<Service> services;
  if (const auto* list = whole.take("service"))
    for (const auto& item : list->items()) {
      Table table(file, item);
      services.push_back(read_service(table, address));
      if (const auto fault = table.fault()) return no(*fault);
      const auto& id = services.back().id;
      if (std::ranges::count(services, id, &Service::id) > 1)
        return no(Fault{file, item.line(), say("Two services are called {id}.").with("id", id)});
      // The same check that decides when the server starts.
      const auto made =
          oidc::RelyingParty::make(services.back().configuration, net::HttpClient(services.back().http));
      if (!made) return no(Fault{file, item.line(), oidc::why(made.error())});
    }
  if (const auto fault = whole.fault()) return no(*fault);
  if (services.empty() || services.size() > most_services)
    return no(Fault{file, 1, say("Write one to ten services, each under [[service]].")});
  return services;
}

Result<Mail, Fault> read_mail(const std::string& file) {
  PARVIS_TRY(const auto root, file_of(file));
  Table table(file, root);
  Mail mail;
  mail.address = address_of(table);
  auto& server = mail.server;
  server.host = table.needed("host", "smtp.example.org");
  const auto security = table.text("security", "starttls");
  if (security == "tls")
    server.security = net::MailServer::Security::tls;
  else if (security == "none")
    server.security = net::MailServer::Security::none_on_loopback;
  else if (security != "starttls")
    table.wrong(table.line(),
                say("security is \"starttls\" or \"tls\", or \"none\" to a server on this machine."));
  const auto port = table.number("port").value_or(security == "tls" ? 465 : 587);
  if (port < 1 || port > 65535)
    table.wrong(table.line(), say("{key} is a whole number such as 587.").with("key", std::string("port")));
  server.port = static_cast<std::uint16_t>(port);
  server.user = table.text("user");
  server.password = table.secret("password_file");
  if (server.user.empty() != server.password.empty())
    table.wrong(table.line(), say("user and password_file belong together: write both, or neither."));
  server.ca_file = table.path("ca_file");
  server.hello = table.text("hello", "localhost");
  const auto address = net::judged_address(table.needed("from", "parvis@example.org"));
  if (!address) table.wrong(table.line(), net::why(address.error()));
  mail.from = {table.text("from_name", "Parvis"), address ? *address : std::string()};
  if (const auto fault = table.fault()) return no(*fault);
  return mail;
}

}  // namespace parvis::settings
