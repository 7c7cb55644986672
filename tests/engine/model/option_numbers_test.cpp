// The table against libzmq itself: its names, its numbers, its answers.
#include "engine/model/options.h"

#include <gtest/gtest.h>
#include <zmq.h>

#include <cstring>
#include <map>
#include <set>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace topomq::model {
namespace {

#define NUMBER(name)                                                                               \
    {                                                                                              \
#name, ZMQ_##name                                                                          \
    }

/// Every stable socket option that <zmq.h> of 4.3.4 declares, and EVENTS.
const std::map<std::string_view, int> kSocketNumbers{
    NUMBER(AFFINITY),
    NUMBER(ROUTING_ID),
    NUMBER(SUBSCRIBE),
    NUMBER(UNSUBSCRIBE),
    NUMBER(RATE),
    NUMBER(RECOVERY_IVL),
    NUMBER(SNDBUF),
    NUMBER(RCVBUF),
    NUMBER(RCVMORE),
    NUMBER(FD),
    NUMBER(EVENTS),
    NUMBER(TYPE),
    NUMBER(LINGER),
    NUMBER(RECONNECT_IVL),
    NUMBER(BACKLOG),
    NUMBER(RECONNECT_IVL_MAX),
    NUMBER(MAXMSGSIZE),
    NUMBER(SNDHWM),
    NUMBER(RCVHWM),
    NUMBER(MULTICAST_HOPS),
    NUMBER(RCVTIMEO),
    NUMBER(SNDTIMEO),
    NUMBER(IPV4ONLY),
    NUMBER(LAST_ENDPOINT),
    NUMBER(ROUTER_MANDATORY),
    NUMBER(TCP_KEEPALIVE),
    NUMBER(TCP_KEEPALIVE_CNT),
    NUMBER(TCP_KEEPALIVE_IDLE),
    NUMBER(TCP_KEEPALIVE_INTVL),
    NUMBER(TCP_ACCEPT_FILTER),
    NUMBER(IMMEDIATE),
    NUMBER(XPUB_VERBOSE),
    NUMBER(ROUTER_RAW),
    NUMBER(IPV6),
    NUMBER(MECHANISM),
    NUMBER(PLAIN_SERVER),
    NUMBER(PLAIN_USERNAME),
    NUMBER(PLAIN_PASSWORD),
    NUMBER(CURVE_SERVER),
    NUMBER(CURVE_PUBLICKEY),
    NUMBER(CURVE_SECRETKEY),
    NUMBER(CURVE_SERVERKEY),
    NUMBER(PROBE_ROUTER),
    NUMBER(REQ_CORRELATE),
    NUMBER(REQ_RELAXED),
    NUMBER(CONFLATE),
    NUMBER(ZAP_DOMAIN),
    NUMBER(ROUTER_HANDOVER),
    NUMBER(TOS),
    NUMBER(IPC_FILTER_PID),
    NUMBER(IPC_FILTER_UID),
    NUMBER(IPC_FILTER_GID),
    NUMBER(CONNECT_ROUTING_ID),
    NUMBER(GSSAPI_SERVER),
    NUMBER(GSSAPI_PRINCIPAL),
    NUMBER(GSSAPI_SERVICE_PRINCIPAL),
    NUMBER(GSSAPI_PLAINTEXT),
    NUMBER(GSSAPI_PRINCIPAL_NAMETYPE),
    NUMBER(GSSAPI_SERVICE_PRINCIPAL_NAMETYPE),
    NUMBER(HANDSHAKE_IVL),
    NUMBER(SOCKS_PROXY),
    NUMBER(XPUB_NODROP),
    NUMBER(XPUB_MANUAL),
    NUMBER(XPUB_WELCOME_MSG),
    NUMBER(STREAM_NOTIFY),
    NUMBER(INVERT_MATCHING),
    NUMBER(HEARTBEAT_IVL),
    NUMBER(HEARTBEAT_TTL),
    NUMBER(HEARTBEAT_TIMEOUT),
    NUMBER(XPUB_VERBOSER),
    NUMBER(CONNECT_TIMEOUT),
    NUMBER(TCP_MAXRT),
    NUMBER(THREAD_SAFE),
    NUMBER(MULTICAST_MAXTPDU),
    NUMBER(VMCI_BUFFER_SIZE),
    NUMBER(VMCI_BUFFER_MIN_SIZE),
    NUMBER(VMCI_BUFFER_MAX_SIZE),
    NUMBER(VMCI_CONNECT_TIMEOUT),
    NUMBER(USE_FD),
    NUMBER(BINDTODEVICE),
};

/// ZERO_COPY_RECV is there, but declared for draft builds only.
const std::map<std::string_view, int> kContextNumbers{
    NUMBER(IO_THREADS),
    NUMBER(MAX_SOCKETS),
    NUMBER(SOCKET_LIMIT),
    NUMBER(THREAD_PRIORITY),
    NUMBER(THREAD_SCHED_POLICY),
    NUMBER(MAX_MSGSZ),
    NUMBER(MSG_T_SIZE),
    NUMBER(THREAD_AFFINITY_CPU_ADD),
    NUMBER(THREAD_NAME_PREFIX),
    NUMBER(BLOCKY),
    NUMBER(IPV6),
    {"ZERO_COPY_RECV", 10},
};

#undef NUMBER

std::map<std::string_view, int> numbersOf(std::span<const OptionInfo> options)
{
    std::map<std::string_view, int> numbers;
    for (const OptionInfo& option : options)
        EXPECT_TRUE(numbers.emplace(option.name, option.zmqNumber).second) << option.name;
    return numbers;
}

std::vector<std::int64_t> extremesOf(const OptionInfo& option)
{
    if (option.kind == OptionKind::IntegerList)
        return {0};
    return {option.least, option.defaultValue, option.most};
}

SocketType typeFor(const OptionInfo& option)
{
    return option.types.empty() ? SocketType::Push : option.types.front();
}

int numberOf(SocketType type)
{
    return static_cast<int>(type);
}

int setOn(void* socket, const OptionInfo& option, std::int64_t value)
{
    if (option.data == OptionData::Int64 || option.data == OptionData::UInt64)
        return zmq_setsockopt(socket, option.zmqNumber, &value, sizeof value);
    const int small = static_cast<int>(value);
    return zmq_setsockopt(socket, option.zmqNumber, &small, sizeof small);
}

bool isNumber(const OptionInfo& option)
{
    return option.kind == OptionKind::Integer || option.kind == OptionKind::Boolean;
}

/// A context and a socket that end with the scope.
struct OneSocket
{
    explicit OneSocket(SocketType type)
        : socket(zmq_socket(context, numberOf(type)))
    {
        const int none = 0;
        zmq_setsockopt(socket, ZMQ_LINGER, &none, sizeof none);
    }

    OneSocket(const OneSocket&) = delete;
    OneSocket& operator=(const OneSocket&) = delete;

    ~OneSocket()
    {
        zmq_close(socket);
        zmq_ctx_term(context);
    }

    void* context = zmq_ctx_new();
    void* socket;
};

TEST(OptionNumbers, AreThoseOfTheHeaderForEveryStableOption)
{
    EXPECT_EQ(numbersOf(allOptions()), kSocketNumbers);
    EXPECT_EQ(numbersOf(contextOptions()), kContextNumbers);
}

TEST(OptionNumbers, AreUniqueAmongSocketOptions)
{
    std::set<int> seen;
    for (const OptionInfo& option : allOptions())
        EXPECT_TRUE(seen.insert(option.zmqNumber).second) << option.name;
}

TEST(OptionTable, EveryRowIsReadableAndItsRangeHoldsItsDefault)
{
    for (const auto options : {allOptions(), contextOptions()}) {
        for (const OptionInfo& option : options) {
            EXPECT_FALSE(option.help.empty()) << option.name;
            EXPECT_EQ(option.help.find('\n'), std::string_view::npos) << option.name;
            EXPECT_LE(option.least, option.most) << option.name;
            EXPECT_FALSE(labelOf(option.group).empty()) << option.name;
            if (isNumber(option)) {
                EXPECT_LE(option.least, option.defaultValue) << option.name;
                EXPECT_GE(option.most, option.defaultValue) << option.name;
            }
            EXPECT_FALSE(option.isCommon && !option.isSettable()) << option.name;
        }
    }
}

TEST(OptionTable, LibzmqTakesEveryNumberInRange)
{
    for (const OptionInfo& option : allOptions()) {
        if (!isNumber(option) || !option.isSettable())
            continue;
        for (const std::int64_t value : extremesOf(option)) {
            // -1 asks for what is there already: libzmq takes it from nobody.
            if (option.name == "HEARTBEAT_TIMEOUT" && value == -1)
                continue;
            const OneSocket one(typeFor(option));
            EXPECT_EQ(setOn(one.socket, option, value), 0) << option.name << " = " << value;
        }
    }
}

TEST(OptionTable, DefaultsAreWhatAFreshSocketHas)
{
    for (const OptionInfo& option : allOptions()) {
        if (!isNumber(option) || option.isWriteOnly || option.isManaged() || option.ourDefault
            || option.group == OptionGroup::State)
            continue;
        const OneSocket one(typeFor(option));
        std::int64_t wide = 0;
        int small = 0;
        const bool isWide = option.data != OptionData::Int;
        std::size_t size = isWide ? sizeof wide : sizeof small;
        void* value = isWide ? static_cast<void*>(&wide) : static_cast<void*>(&small);
        ASSERT_EQ(zmq_getsockopt(one.socket, option.zmqNumber, value, &size), 0) << option.name;
        EXPECT_EQ(isWide ? wide : small, option.defaultValue) << option.name;
    }
}

TEST(OptionTable, OnlyWriteOnlyOptionsCannotBeReadBack)
{
    for (const OptionInfo& option : allOptions()) {
        if (option.isManaged())
            continue;
        const OneSocket one(typeFor(option));
        std::vector<char> buffer(512);
        std::size_t size = isNumber(option) ? sizeof(int) : buffer.size();
        if (option.data == OptionData::Int64 || option.data == OptionData::UInt64)
            size = sizeof(std::int64_t);
        const int answer = zmq_getsockopt(one.socket, option.zmqNumber, buffer.data(), &size);
        EXPECT_EQ(answer != 0, option.isWriteOnly) << option.name;
    }
}

/// Connects two sockets over tcp with the option set to the value and sends something.
int tryOut(const OptionInfo& option, std::int64_t value)
{
    const OneSocket one(typeFor(option));
    const int on = 1;
    // Its parameters are given to the system only with it.
    if (option.name.starts_with("TCP_KEEPALIVE_"))
        zmq_setsockopt(one.socket, ZMQ_TCP_KEEPALIVE, &on, sizeof on);
    if (setOn(one.socket, option, value) != 0)
        return 1;
    std::string address(100, '\0');
    std::size_t size = address.size();
    if (zmq_bind(one.socket, "tcp://127.0.0.1:*") != 0)
        return 0;
    zmq_getsockopt(one.socket, ZMQ_LAST_ENDPOINT, address.data(), &size);
    void* peer =
        zmq_socket(one.context, numberOf(typeFor(option)) == ZMQ_PUSH ? ZMQ_PULL : ZMQ_SUB);
    const int none = 0;
    zmq_setsockopt(peer, ZMQ_LINGER, &none, sizeof none);
    zmq_setsockopt(peer, option.zmqNumber, &value, sizeof(int));
    zmq_connect(peer, address.c_str());
    const int wait = 20;
    zmq_setsockopt(one.socket, ZMQ_SNDTIMEO, &wait, sizeof wait);
    zmq_setsockopt(peer, ZMQ_RCVTIMEO, &wait, sizeof wait);
    zmq_send(one.socket, "x", 1, 0);
    zmq_recv(peer, address.data(), address.size(), 0);
    zmq_close(peer);
    return 0;
}

/// Some values end the whole process inside libzmq; none of those may be in a range.
TEST(OptionTable, NoValueInRangeEndsTheProcess)
{
    for (const OptionInfo& option : allOptions()) {
        if (!isNumber(option) || !option.isSettable())
            continue;
        for (const std::int64_t value : extremesOf(option)) {
            const pid_t child = fork();
            ASSERT_GE(child, 0);
            if (child == 0)
                _exit(tryOut(option, value) < 0 ? 1 : 0);
            int status = 0;
            ASSERT_EQ(waitpid(child, &status, 0), child);
            EXPECT_TRUE(WIFEXITED(status)) << option.name << " = " << value;
        }
    }
}

} // namespace
} // namespace topomq::model
