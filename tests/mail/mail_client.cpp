/// Sends the one mail that stands as JSON on standard input, and prints what came of it.
#include <iostream>
#include <nlohmann/json.hpp>

#include "platform/net/mail.hpp"

int main() {
  using namespace parvis::net;
  const auto json = nlohmann::json::parse(std::cin);
  const auto text = [&](const char* key) { return json.value(key, std::string()); };
  MailServer server;
  server.host = json.value("host", "127.0.0.1");
  server.port = json.at("port").get<std::uint16_t>();
  if (text("security") == "tls") server.security = MailServer::Security::tls;
  if (text("security") == "none") server.security = MailServer::Security::none_on_loopback;
  server.user = text("user");
  server.password = text("password");
  server.ca_file = text("ca_file");
  server.hello = "parvis.example.org";
  server.total_limit = std::chrono::milliseconds(json.value("limit_ms", 5'000));
  const Mail mail{{text("from_name"), text("from")},
                  {text("to_name"), text("to")},
                  text("subject"),
                  text("text"),
                  text("html"),
                  text("message_id"),
                  std::chrono::sys_seconds(std::chrono::seconds(json.value("written_at", 0)))};
  const auto sent = send(server, mail);
  nlohmann::json answer{{"sent", sent.has_value()}};
  if (!sent)
    answer.update({{"when", sent.error().when == MailFault::When::never ? "never" : "later"},
                   {"why", name_of(sent.error().why)},
                   {"code", sent.error().code}});
  std::cout << answer << '\n';
}
