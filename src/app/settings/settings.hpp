/// What an operator writes into files beside the city's memory: the services at which people sign in, and the mail
/// server. Secrets stand in files of their own, named here, so that a settings file can be shown to somebody.
///
///   # sign-in.toml
///   address = "https://parvis.example.org"       where people reach Parvis; the services send them back there
///   [[service]]
///   id = "city"                                  in the address to register: ADDRESS/sv/logga-in/tillbaka/city
///   name = "Lindhamn's own sign-in"              as the buttons say it
///   issuer = "https://login.example.org"
///   client_id = "parvis"
///   client_secret_file = "city.secret"           beside this file, or a whole path
///   second_factor_amr = ["mfa"]                  any of these words in the answer vouches for a second step;
///   second_factor_acr = []                       neither: staff take the second step in Parvis
///   acr_values = []                              asked for
///   ca_file = "city-ca.pem"                      instead of the system's authorities
///
///   # mail.toml
///   address = "https://parvis.example.org"       where the links in mails lead
///   host = "smtp.example.org"
///   port = 587
///   security = "starttls"                        or "tls", or "none" to this machine alone
///   user = "parvis"
///   password_file = "mail.secret"
///   from = "parvis@example.org"
///   from_name = "Parvis i Lindhamn"
///   hello = "parvis.example.org"
///   ca_file = "mail-ca.pem"
#pragma once

#include <string>
#include <vector>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"
#include "platform/net/mail.hpp"
#include "platform/oidc/oidc.hpp"

namespace parvis::settings {

/// Where something else was expected.
struct Fault {
  std::string file;
  int line = 1;
  Message expected;
};

struct Service {
  std::string id, name;
  oidc::Configuration configuration;
  net::HttpOptions http;
  oidc::SecondFactor vouches;  ///< both empty: it does not
};
Result<std::vector<Service>, Fault> read_sign_in(const std::string& file);

struct Mail {
  std::string address;  ///< without a slash at the end
  net::MailServer server;
  net::Mailbox from;
};
Result<Mail, Fault> read_mail(const std::string& file);

}  // namespace parvis::settings
