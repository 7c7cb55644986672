#pragma once
// Sets the options of a ZeroMQ socket by their names, and reads them back.
// Thread: the socket's own.

#include "engine/model/options.h"
#include "engine/runtime/runtime.h"

#include <string>
#include <string_view>
#include <vector>

namespace topomq::runtime {

/// Any option of the model's table but subscriptions, which come and go one by one. What went
/// wrong, as "NAME = value: why"; empty when it is set.
[[nodiscard]] std::string setOption(void* socket, std::string_view name, const model::Value& value);

/// Can it be read back from a socket of the type? Keys and passwords never are.
[[nodiscard]] bool isReadable(const model::OptionInfo& option, model::SocketType type);

/// What the socket says itself: all that can be read, without keys and passwords, in the order of
/// the table.
[[nodiscard]] std::vector<OptionReading> readOptions(void* socket, model::SocketType type);

/// Declared only for draft builds, but present in every libzmq since 4.2.5: properties that the
/// peer reads from each message of the connection.
inline constexpr int kMetadataOption = 95;
/// The property in which a socket of ours says which it is (WireMeters::nameOf).
inline constexpr const char* kNameProperty = "X-TopoMQ";

} // namespace topomq::runtime
