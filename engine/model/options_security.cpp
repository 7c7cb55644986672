// Options of security, which a topology sets by the security of a socket, and those that can only
// be read.
#include "engine/model/option_tables.h"

namespace topomq::model::tables {

namespace {

constexpr auto kSecurity = OptionGroup::Security;
constexpr auto kState = OptionGroup::State;
constexpr std::string_view kNoGssapi =
    "the security of a socket offers NULL, PLAIN and CURVE; Kerberos needs a realm of its own";

constexpr Row secret(const OptionInfo& info)
{
    return Row(info).managed(kUseSecurity);
}

constexpr std::array<OptionInfo, 17> kSecurityRows{
    secret(toggle(44, "PLAIN_SERVER", kSecurity, false, "Be the server of PLAIN.")),
    secret(words(45, "PLAIN_USERNAME", kSecurity, 255, "User name of a PLAIN client.")),
    secret(words(46, "PLAIN_PASSWORD", kSecurity, 255, "Password of a PLAIN client.")),
    secret(toggle(47, "CURVE_SERVER", kSecurity, false, "Be the server of CURVE.")),
    secret(words(48, "CURVE_PUBLICKEY", kSecurity, 40, "Public key of this socket, in Z85.")),
    secret(words(49, "CURVE_SECRETKEY", kSecurity, 40, "Secret key of this socket, in Z85.")),
    secret(words(50, "CURVE_SERVERKEY", kSecurity, 40, "Public key of the server, in Z85.")),
    secret(words(55, "ZAP_DOMAIN", kSecurity, 255, "Domain of the authentication requests.")),
    Row(toggle(62, "GSSAPI_SERVER", kSecurity, false, "Be the server of GSSAPI."))
        .managed(kNoGssapi),
    Row(words(63, "GSSAPI_PRINCIPAL", kSecurity, 255, "Kerberos name of this socket."))
        .managed(kNoGssapi),
    Row(words(64, "GSSAPI_SERVICE_PRINCIPAL", kSecurity, 255, "Kerberos name of the server."))
        .managed(kNoGssapi),
    Row(toggle(65, "GSSAPI_PLAINTEXT", kSecurity, false, "GSSAPI without encryption."))
        .managed(kNoGssapi),
    Row(integer(90,
                "GSSAPI_PRINCIPAL_NAMETYPE",
                kSecurity,
                "",
                {0, 2, 0},
                "Form of the Kerberos name of this socket."))
        .managed(kNoGssapi),
    Row(integer(91,
                "GSSAPI_SERVICE_PRINCIPAL_NAMETYPE",
                kSecurity,
                "",
                {0, 2, 0},
                "Form of the Kerberos name of the server."))
        .managed(kNoGssapi),
    Row(integer(58, "IPC_FILTER_PID", kSecurity, "", {0, kMaxInt, 0}, "ipc: accept this process."))
        .beforeBind()
        .writeOnly()
        .deprecated(),
    Row(integer(59, "IPC_FILTER_UID", kSecurity, "", {0, kMaxInt, 0}, "ipc: accept this user."))
        .beforeBind()
        .writeOnly()
        .deprecated(),
    Row(integer(60, "IPC_FILTER_GID", kSecurity, "", {0, kMaxInt, 0}, "ipc: accept this group."))
        .beforeBind()
        .writeOnly()
        .deprecated(),
};

constexpr Row state(const OptionInfo& info)
{
    return Row(info).readOnly();
}

constexpr std::array<OptionInfo, 7> kStateRows{
    state(words(32, "LAST_ENDPOINT", kState, 255, "The address that was bound or connected last.")),
    state(integer(15, "EVENTS", kState, "", {0, 3, 0}, "1: can be read; 2: can be written.")),
    state(toggle(13, "RCVMORE", kState, false, "More frames of the last message follow.")),
    state(integer(14, "FD", kState, "", {0, kMaxInt, 0}, "Descriptor that tells of new events.")),
    state(integer(16, "TYPE", kState, "", {0, 11, 0}, "ZeroMQ's number of the socket type.")),
    state(integer(43,
                  "MECHANISM",
                  kState,
                  "",
                  {0, 3, 0},
                  "Security in force: 0 NULL, 1 PLAIN, 2 CURVE, 3 GSSAPI.")),
    state(toggle(81, "THREAD_SAFE", kState, false, "Threads may share the socket.")),
};

} // namespace

std::span<const OptionInfo> securityOptions()
{
    return kSecurityRows;
}

std::span<const OptionInfo> stateOptions()
{
    return kStateRows;
}

} // namespace topomq::model::tables
