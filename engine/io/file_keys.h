#pragma once
// The keys of the topology file, for its reader and its writer.

#include <cstdint>
#include <string_view>

namespace topomq::io {

inline constexpr std::int64_t kFormatVersion = 1;

namespace keys {

inline constexpr std::string_view kVersion = "topomq";
inline constexpr std::string_view kName = "name";
inline constexpr std::string_view kDescription = "description";
inline constexpr std::string_view kNodes = "nodes";
inline constexpr std::string_view kLinks = "links";
inline constexpr std::string_view kId = "id";
inline constexpr std::string_view kRole = "role";
inline constexpr std::string_view kSettings = "settings";
inline constexpr std::string_view kPosition = "position";
inline constexpr std::string_view kEnabled = "enabled";
inline constexpr std::string_view kSockets = "sockets";
inline constexpr std::string_view kType = "type";
inline constexpr std::string_view kBind = "bind";
inline constexpr std::string_view kOptions = "options";
inline constexpr std::string_view kSecurity = "security";
inline constexpr std::string_view kMechanism = "mechanism";
inline constexpr std::string_view kServer = "server";
inline constexpr std::string_view kUsername = "username";
inline constexpr std::string_view kAllow = "allow";
inline constexpr std::string_view kServerKey = "server_key";
inline constexpr std::string_view kContext = "context";
inline constexpr std::string_view kParameters = "parameters";
inline constexpr std::string_view kValue = "value";
inline constexpr std::string_view kUnit = "unit";
inline constexpr std::string_view kConnect = "connect";
inline constexpr std::string_view kEndpoint = "endpoint";
inline constexpr std::string_view kRecordWire = "record_wire";
inline constexpr std::string_view kBends = "bends";
inline constexpr std::string_view kGroups = "groups";
inline constexpr std::string_view kTitle = "title";
inline constexpr std::string_view kColor = "color";
inline constexpr std::string_view kMembers = "members";
inline constexpr std::string_view kCollapsed = "collapsed";
inline constexpr std::string_view kNotes = "notes";
inline constexpr std::string_view kDefinitions = "definitions";
inline constexpr std::string_view kDefinition = "definition";
inline constexpr std::string_view kPorts = "ports";
inline constexpr std::string_view kSocket = "socket";
inline constexpr std::string_view kText = "text";
inline constexpr std::string_view kSize = "size";

} // namespace keys

} // namespace topomq::io
