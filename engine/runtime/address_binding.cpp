#include "engine/runtime/address_binding.h"

#include "engine/runtime/run_services.h"

#include <zmq.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace topomq::runtime {

namespace {

constexpr std::string_view kIpc = "ipc://";
constexpr std::string_view kInproc = "inproc://";

std::string lastEndpoint(void* socket)
{
    std::array<char, 512> text{};
    std::size_t size = text.size();
    if (zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, text.data(), &size) != 0)
        return {};
    return text.data();
}

void replaceHost(std::string& address, std::string_view from, std::string_view to)
{
    for (const std::string scheme : {"tcp://", "ws://"}) {
        const std::string prefix = scheme + std::string(from) + ":";
        if (address.starts_with(prefix))
            address = scheme + std::string(to) + ":" + address.substr(prefix.size());
    }
}

/// Does somebody listen on this socket file?
bool isAlive(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return false;
    std::memcpy(address.sun_path, path.data(), path.size());
    const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0)
        return true;
    const bool answered =
        connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(probe);
    return answered;
}

/// Why the path must not be bound; empty when it may.
std::string whyNotPath(const std::string& path)
{
    struct stat status
    { };

    if (lstat(path.c_str(), &status) != 0)
        return {};
    if (!S_ISSOCK(status.st_mode))
        return "a file that is not a socket is in the way and is left as it is; choose another "
               "path or an abstract name (ipc://*)";
    if (isAlive(path))
        return "Address already in use: another program listens there; choose another path";
    return {};
}

std::string remedyFor(int error)
{
    switch (error) {
    case EADDRINUSE:
        return "; choose another port, or * for a free one";
    case EACCES:
        return "; choose a port above 1023 or a folder you may write to";
    case ENODEV:
    case EADDRNOTAVAIL:
        return "; use an address or interface of this machine, such as 127.0.0.1";
    case ENOENT:
        return "; make the folder first or choose another path";
    case ENAMETOOLONG:
        return "; a path may have 107 bytes";
    case EPROTONOSUPPORT:
        return "; this libzmq is built without the transport";
    case ENOCOMPATPROTO:
        return "; multicast takes PUB, SUB, XPUB and XSUB only";
    case EMTHREAD:
        return "; set IO_THREADS of the context to 1 or more";
    default:
        return {};
    }
}

/// Why the address cannot be bound. Where a socket is watched, libzmq sends the failure to the
/// watcher before it returns, and the error of that takes the place of the real one: so another
/// socket, which nobody watches, is asked.
int realError(RunContext& run, void* socket, const std::string& address)
{
    const int seen = zmq_errno();
    int type = 0;
    int ipv6 = 0;
    std::size_t size = sizeof type;
    zmq_getsockopt(socket, ZMQ_TYPE, &type, &size);
    size = sizeof ipv6;
    zmq_getsockopt(socket, ZMQ_IPV6, &ipv6, &size);
    void* other = zmq_socket(run.zmq, type);
    if (other == nullptr)
        return seen;
    const int none = 0;
    zmq_setsockopt(other, ZMQ_LINGER, &none, sizeof none);
    zmq_setsockopt(other, ZMQ_IPV6, &ipv6, sizeof ipv6);
    const int error = zmq_bind(other, address.c_str()) == 0 ? seen : zmq_errno();
    zmq_close(other);
    return error;
}

/// libzmq does not tell of these itself.
void tellBound(RunContext& run,
               plan::SocketIndex index,
               const plan::PlannedBind& bind,
               const std::string& address)
{
    if (bind.transport == plan::Transport::Inproc)
        run.tell(run.plan.sockets[index].ref.text(), "LISTENING", address);
    else if (plan::isMulticast(bind.transport))
        run.tell(run.plan.sockets[index].ref.text(), "GROUP_JOINED", address,
                 "multicast has no connections: nobody knows who listens");
}

} // namespace

BindOutcome bindAddress(RunContext& run,
                        void* socket,
                        plan::SocketIndex index,
                        const plan::PlannedBind& bind,
                        const std::string& uniqueName)
{
    BindOutcome outcome;
    outcome.bound.failed = true;
    std::string address = bind.address;
    if (bind.transport == plan::Transport::Inproc && address == "inproc://*")
        address = std::string(kInproc) + uniqueName;
    if (bind.transport == plan::Transport::Ipc) {
        if (address == "ipc://*")
            address = std::string(kIpc) + "@topomq-" + std::to_string(getpid()) + "-" + uniqueName;
        const std::string path = address.substr(kIpc.size());
        if (!path.starts_with("@")) {
            outcome.problem = whyNotPath(path);
            if (!outcome.problem.empty())
                return outcome;
            outcome.ipcFile = path;
        }
    }
    if (address == kZapAddress) {
        outcome.problem = "ZeroMQ keeps this name for the question who may come in; choose another";
        return outcome;
    }
    outcome.problem = run.services->probe.whyNot(address, run.plan.sockets[index]);
    if (!outcome.problem.empty())
        return outcome;
    if (zmq_bind(socket, address.c_str()) != 0) {
        const int error = realError(run, socket, address);
        outcome.problem = std::string(zmq_strerror(error)) + remedyFor(error);
        outcome.ipcFile.clear();
        return outcome;
    }
    outcome.bound.failed = false;
    outcome.bound.address =
        bind.transport == plan::Transport::Inproc || plan::isMulticast(bind.transport)
        ? address
        : lastEndpoint(socket);
    outcome.bound.connect = outcome.bound.address;
    replaceHost(outcome.bound.connect, "0.0.0.0", "127.0.0.1");
    replaceHost(outcome.bound.connect, "[::]", "[::1]");
    tellBound(run, index, bind, outcome.bound.address);
    return outcome;
}

void removeSocketFile(const std::string& path)
{
    struct stat status
    { };

    if (lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode))
        unlink(path.c_str());
}

} // namespace topomq::runtime
