#include "app/accounts/postman.hpp"

#include <fmt/format.h>

namespace parvis::accounts {

Result<Sent, Failure> send_waiting(Store& store, CityId city, const net::MailServer& server,
                                   const net::Mailbox& from, const std::stop_token& stop) {
  const Actor by_itself{Actor::Kind::job, std::nullopt, "", city};
  const auto post = [&server](const net::Mail& mail) { return net::send(server, mail); };
  Outbox outbox(store, from);
  Sent all;
  while (!stop.stop_requested()) {
    PARVIS_TRY(const auto one, outbox.send_due(by_itself, Moment::now(), post, 1));
    if (one.sent + one.waiting + one.given_up == 0) break;
    all.sent += one.sent;
    all.waiting += one.waiting;
    all.given_up += one.given_up;
  }
  return all;
}

Postman::Postman(Store& store, CityId city, net::MailServer server, net::Mailbox from,
                 std::chrono::milliseconds between)
    : store_(store),
      city_(city),
      server_(std::move(server)),
      from_(std::move(from)),
      between_(between),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

Postman::~Postman() = default;

void Postman::work(const std::stop_token& stop) {
  bool was_well = true;
  while (!stop.stop_requested()) {
    const auto sent = send_waiting(store_, city_, server_, from_, stop);
    // Once for each trouble, without a name or an address: each mail's own end stands in the log.
    const bool is_well = sent && sent->waiting == 0;
    if (was_well && !is_well)
      fmt::print(stderr, "mail: {}\n",
                 sent ? "the mail server takes nothing just now" : "the memory does not answer");
    // A turn in which nothing was due says nothing.
    if (!is_well || sent->sent > 0) was_well = is_well;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, between_, [] { return false; });
  }
}

}  // namespace parvis::accounts
