#pragma once
// pgm://interface;group:port, epgm://… and norm://[id,][interface;]group:port.
// Thread: a pure function.

#include "engine/rules/rules.h"

#include <string_view>

namespace topomq::rules {

/// `rest` is what follows "scheme://". libzmq ends the process over some of the addresses that are
/// refused here.
[[nodiscard]] AddressResult parseMulticast(std::string_view scheme, std::string_view rest);

} // namespace topomq::rules
