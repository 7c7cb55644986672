#pragma once
// The events of a run in words, by kind, and what to do about those that are errors.

#include "engine/runtime/runtime.h"

#include <QString>

#include <string>

namespace topomq::ui {

/// By what people look for. Whether it is an error is another question.
enum class EventKind { Connection, Node, Drop };

/// The name of the events that DropWatch makes.
inline constexpr const char* kDropEvent = "DROPPED";

/// What the user did to the run: not told by the engine.
inline constexpr const char* kSettingEvent = "SETTING_CHANGED";
inline constexpr const char* kSpeedEvent = "SPEED_CHANGED";
inline constexpr const char* kPausedEvent = "RUN_PAUSED";
inline constexpr const char* kResumedEvent = "RUN_RESUMED";

/// "connected", "handshake done", …; the event's own name where there are no words for it.
[[nodiscard]] QString eventWords(const std::string& event);
/// As zmq_socket_monitor(3) names it; empty for what only our own runtime tells.
[[nodiscard]] QString zmqName(const std::string& event);
[[nodiscard]] EventKind kindOf(const std::string& event);
/// The detail, with what to do where the engine's words do not say it themselves.
[[nodiscard]] QString detailWords(const runtime::RuntimeEvent& event);

} // namespace topomq::ui
