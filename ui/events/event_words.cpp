#include "ui/events/event_words.h"

#include "engine/runtime/spoken_texts.h"
#include "ui/document/engine_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace topomq::ui {

namespace {

using enum EventKind;

struct Words
{
    std::string_view event;
    const char* text;
    EventKind kind = Connection;
};

// The names are those of zmq_socket_monitor(3) and of our own runtime.
constexpr std::array kWords{
    Words{"LISTENING", QT_TRANSLATE_NOOP("Events", "bound")},
    Words{"BIND_FAILED", QT_TRANSLATE_NOOP("Events", "could not bind")},
    Words{"CONNECT_FAILED", QT_TRANSLATE_NOOP("Events", "could not connect")},
    Words{"CONNECTED", QT_TRANSLATE_NOOP("Events", "connected")},
    Words{"CONNECT_DELAYED", QT_TRANSLATE_NOOP("Events", "connecting")},
    Words{"CONNECT_RETRIED", QT_TRANSLATE_NOOP("Events", "tries to connect again")},
    Words{"ACCEPTED", QT_TRANSLATE_NOOP("Events", "accepted a connection")},
    Words{"ACCEPT_FAILED", QT_TRANSLATE_NOOP("Events", "could not accept a connection")},
    Words{"CLOSED", QT_TRANSLATE_NOOP("Events", "connection closed")},
    Words{"CLOSE_FAILED", QT_TRANSLATE_NOOP("Events", "could not close the connection")},
    Words{"DISCONNECTED", QT_TRANSLATE_NOOP("Events", "connection lost")},
    Words{"HANDSHAKE_SUCCEEDED", QT_TRANSLATE_NOOP("Events", "handshake done")},
    Words{"HANDSHAKE_FAILED_NO_DETAIL", QT_TRANSLATE_NOOP("Events", "handshake failed")},
    Words{"HANDSHAKE_FAILED_PROTOCOL",
          QT_TRANSLATE_NOOP("Events", "handshake failed: the peer breaks the protocol")},
    Words{"HANDSHAKE_FAILED_AUTH",
          QT_TRANSLATE_NOOP("Events", "handshake failed: not authenticated")},
    Words{"GROUP_JOINED", QT_TRANSLATE_NOOP("Events", "joined the multicast group")},
    Words{"NAME_LOOKUP", QT_TRANSLATE_NOOP("Events", "looks up the name")},
    Words{"NAME_NOT_FOUND", QT_TRANSLATE_NOOP("Events", "name not found")},
    Words{"INCOMPATIBLE_PEER", QT_TRANSLATE_NOOP("Events", "the peer's socket type does not fit")},
    Words{"SECOND_PAIR_PEER", QT_TRANSLATE_NOOP("Events", "a second peer at a PAIR")},
    Words{"UNDRAWN_PEER", QT_TRANSLATE_NOOP("Events", "a program that is not drawn")},
    Words{"DUPLICATE_ROUTING_ID", QT_TRANSLATE_NOOP("Events", "two peers with one ROUTING_ID")},
    Words{"PEER_REFUSED", QT_TRANSLATE_NOOP("Events", "peer refused")},
    Words{runtime::kDeadlockEvent, QT_TRANSLATE_NOOP("Events", "nodes wait for each other"), Node},
    Words{"PEERS_TURNED_AWAY", QT_TRANSLATE_NOOP("Events", "peers turned away")},
    Words{"LINK_CUT", QT_TRANSLATE_NOOP("Events", "link cut")},
    Words{"LINK_MENDED", QT_TRANSLATE_NOOP("Events", "link mended")},
    Words{"LINK_REWIRED", QT_TRANSLATE_NOOP("Events", "link led another way")},
    Words{"NODE_STARTED", QT_TRANSLATE_NOOP("Events", "node started"), Node},
    Words{"NODE_STOPPED", QT_TRANSLATE_NOOP("Events", "node stopped"), Node},
    Words{"NODE_KILLED", QT_TRANSLATE_NOOP("Events", "node killed"), Node},
    Words{"NODE_FROZEN", QT_TRANSLATE_NOOP("Events", "node frozen"), Node},
    Words{"NODE_THAWED", QT_TRANSLATE_NOOP("Events", "node goes on"), Node},
    Words{"SEND_REFUSED", QT_TRANSLATE_NOOP("Events", "message by hand not sent"), Node},
    Words{"NODE_FAILED", QT_TRANSLATE_NOOP("Events", "node failed"), Node},
    Words{"NODE_PROBLEM", QT_TRANSLATE_NOOP("Events", "node has a problem"), Node},
    Words{"RECEIVE_TIMEOUT", QT_TRANSLATE_NOOP("Events", "still waits for a message"), Node},
    Words{"SOCKET_CREATED", QT_TRANSLATE_NOOP("Events", "socket made"), Node},
    Words{"SOCKET_CLOSED", QT_TRANSLATE_NOOP("Events", "socket closed"), Node},
    Words{"SOCKET_FAILED", QT_TRANSLATE_NOOP("Events", "socket could not be made"), Node},
    Words{"OPTIONS_SET", QT_TRANSLATE_NOOP("Events", "options set"), Node},
    Words{"OPTION_FAILED", QT_TRANSLATE_NOOP("Events", "option refused"), Node},
    Words{"SECURITY_FAILED", QT_TRANSLATE_NOOP("Events", "security could not be set"), Node},
    Words{"EDIT_REFUSED", QT_TRANSLATE_NOOP("Events", "change not taken over"), Node},
    Words{kSettingEvent, QT_TRANSLATE_NOOP("Events", "setting changed"), Node},
    Words{kSpeedEvent, QT_TRANSLATE_NOOP("Events", "speed changed"), Node},
    Words{kPausedEvent, QT_TRANSLATE_NOOP("Events", "run paused"), Node},
    Words{kResumedEvent, QT_TRANSLATE_NOOP("Events", "run goes on"), Node},
    Words{kDropEvent, QT_TRANSLATE_NOOP("Events", "messages dropped"), Drop},
};

constexpr std::array kZmqNames{
    std::string_view("LISTENING"),
    std::string_view("BIND_FAILED"),
    std::string_view("CONNECTED"),
    std::string_view("CONNECT_DELAYED"),
    std::string_view("CONNECT_RETRIED"),
    std::string_view("ACCEPTED"),
    std::string_view("ACCEPT_FAILED"),
    std::string_view("CLOSED"),
    std::string_view("CLOSE_FAILED"),
    std::string_view("DISCONNECTED"),
    std::string_view("HANDSHAKE_SUCCEEDED"),
    std::string_view("HANDSHAKE_FAILED_NO_DETAIL"),
    std::string_view("HANDSHAKE_FAILED_PROTOCOL"),
    std::string_view("HANDSHAKE_FAILED_AUTH"),
};

const Words* rowOf(const std::string& event)
{
    const auto found = std::find_if(kWords.begin(), kWords.end(),
                                    [&event](const Words& each) { return each.event == event; });
    return found == kWords.end() ? nullptr : &*found;
}

/// What the system says of an address, and what helps.
struct Remedy
{
    std::string_view systemWords;
    const char* text;
};

constexpr std::array kRemedies{
    Remedy{"Address already in use",
           QT_TRANSLATE_NOOP("Events",
                             "another socket or program has it: choose another address, "
                             "or * for a free one")},
    Remedy{"Cannot assign requested address",
           QT_TRANSLATE_NOOP("Events",
                             "this machine has no such address: take one of its own, or "
                             "127.0.0.1")},
    Remedy{"Permission denied",
           QT_TRANSLATE_NOOP("Events",
                             "choose a port above 1023, or a folder in which you may "
                             "write")},
    Remedy{"No such device",
           QT_TRANSLATE_NOOP("Events",
                             "this machine has no such interface: take the name of one "
                             "that it has, or an address")},
    Remedy{"Too many open files",
           QT_TRANSLATE_NOOP("Events",
                             "raise the limit of open files (ulimit -n), or run fewer "
                             "nodes")},
    Remedy{"Connection refused",
           QT_TRANSLATE_NOOP("Events",
                             "nobody listens there: start the other side, or correct the "
                             "address")},
};

} // namespace

QString eventWords(const std::string& event)
{
    if (const Words* row = rowOf(event))
        return QCoreApplication::translate("Events", row->text);
    return QString::fromStdString(event).toLower().replace(u'_', u' ');
}

QString zmqName(const std::string& event)
{
    const bool isOurs = std::find(kZmqNames.begin(), kZmqNames.end(), event) == kZmqNames.end();
    return isOurs ? QString() : QString::fromStdString(event);
}

EventKind kindOf(const std::string& event)
{
    if (const Words* row = rowOf(event))
        return row->kind;
    return event.starts_with("NODE_") ? Node : Connection;
}

QString detailWords(const runtime::RuntimeEvent& event)
{
    const QString detail = engineText(event.detail);
    // Words of our own engine that say what to do put it after a semicolon.
    if (!event.error || event.detail.find(';') != std::string::npos)
        return detail;
    const auto remedy = std::find_if(kRemedies.begin(), kRemedies.end(), [&](const Remedy& each) {
        return event.detail.find(each.systemWords) != std::string::npos;
    });
    if (remedy == kRemedies.end())
        return detail;
    return QStringLiteral("%1; %2").arg(detail,
                                        QCoreApplication::translate("Events", remedy->text));
}

} // namespace topomq::ui
