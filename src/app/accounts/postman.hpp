/// Sends what waits in the outbox, as long as the server runs. The nightly job calls `send_waiting` for the same.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/accounts/outbox.hpp"

namespace parvis::accounts {

/// Each mail whose time has come, one after the other; ends early when `stop` is asked for.
Result<Sent, Failure> send_waiting(Store& store, CityId city, const net::MailServer& server,
                                   const net::Mailbox& from, const std::stop_token& stop = {});

class Postman {
 public:
  Postman(Store& store, CityId city, net::MailServer server, net::Mailbox from,
          std::chrono::milliseconds between = std::chrono::seconds(2));
  /// Waits for the mail that is under way, and leaves the rest for the next start.
  ~Postman();

 private:
  void work(const std::stop_token& stop);

  Store& store_;
  CityId city_;
  net::MailServer server_;
  net::Mailbox from_;
  std::chrono::milliseconds between_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::jthread thread_;  ///< last: it begins when all else is there
};

}  // namespace parvis::accounts
