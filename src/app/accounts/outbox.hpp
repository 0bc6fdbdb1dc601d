/// Mail that waits to go out. It is queued in the transaction of the act that wants it, so that there is neither a
/// mail without its act nor an act without its mail; its content is sealed, and gone when the mail has gone.
///
/// At least once: whoever dies between the mail server's yes and the record of it sends again, as the same message.
#pragma once

#include <functional>
#include <optional>

#include "app/accounts/accounts.hpp"
#include "platform/net/mail.hpp"

namespace parvis::accounts {

struct Letter {
  std::optional<AccountId> account;  ///< with whose end it is thrown away
  std::string to_name, to_address, subject, text;
};

/// Within an act.
Result<void, db::Fault> queue(store::Transaction& tx, const Letter& letter);

/// How a mail leaves: net::send with the city's server, or what a test puts in its place.
using Post = std::function<Result<void, net::MailFault>(const net::Mail&)>;

struct Sent {
  int sent = 0, waiting = 0, given_up = 0;
};
class Outbox {
 public:
  /// `from` is the city's own address.
  Outbox(Store& store, net::Mailbox from) : store_(store), from_(std::move(from)) {}

  /// One turn: each mail whose time has come, at most `most`. What is not taken waits 1, 2, 4 … minutes, at most
  /// an hour, and is given up after a day, or at once when it never can arrive; the log says so. Two servers at once
  /// take different mails.
  Result<Sent, Failure> send_due(const Actor& actor, Moment now, const Post& post, int most = 20);

 private:
  Store& store_;
  net::Mailbox from_;
};

}  // namespace parvis::accounts
