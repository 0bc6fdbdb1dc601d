/// The peer of the city's pages: the same server with a handler that answers the same bytes each time, and nothing
/// behind it. bare_server FILE WORKERS; prints the port, and ends with its standard input.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <thread>

#include "platform/http/http.hpp"

int main(int argc, char** argv) {
  using namespace parvis;
  if (argc != 3) return 2;
  std::ifstream in(argv[1], std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(in)), {});
  http::ServerOptions options;
  options.port = 0;
  options.workers = std::stoi(argv[2]);
  auto server = http::Server::listen(options, [&page](const http::Request&) {
    return http::Response{200, {{"Content-Type", "text/html; charset=utf-8"}}, page};
  });
  if (!server) return 4;
  std::cout << (*server)->port() << std::endl;
  std::thread until_told([&] {
    std::cin.get();
    (*server)->stop();
  });
  (*server)->run(http::Server::Signals::leave);
  until_told.join();
}
