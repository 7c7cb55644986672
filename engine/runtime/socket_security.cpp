#include "engine/runtime/socket_security.h"

#include "engine/runtime/run_context.h"

#include <zmq.h>

#include <utility>

namespace topomq::runtime {

namespace {

using model::Mechanism;

bool isSecured(const plan::PlannedSocket& socket)
{
    const Mechanism mechanism = socket.security->mechanism;
    // STREAM speaks raw TCP.
    return (mechanism == Mechanism::Plain || mechanism == Mechanism::Curve)
        && socket.type != model::SocketType::Stream;
}

bool set(void* socket, int option, const std::string& value)
{
    return zmq_setsockopt(socket, option, value.data(), value.size()) == 0;
}

bool turnOn(void* socket, int option)
{
    const int on = 1;
    return zmq_setsockopt(socket, option, &on, sizeof on) == 0;
}

std::string cannot(const plan::PlannedSocket& planned)
{
    return std::string(toText(planned.security->mechanism))
        + " cannot be set: " + zmq_strerror(zmq_errno());
}

} // namespace

bool needsKeys(const plan::RunPlan& plan)
{
    for (const plan::PlannedSocket& socket : plan.sockets) {
        if (isSecured(socket))
            return true;
    }
    return false;
}

std::string prepareKeys(KeyStore& keys, const plan::RunPlan& plan)
{
    if (std::string problem = keys.open(); !problem.empty())
        return problem;
    for (const plan::PlannedSocket& socket : plan.sockets) {
        if (!isSecured(socket))
            continue;
        // External programs need theirs, too: people find them in the file.
        if (socket.security->mechanism == Mechanism::Curve)
            (void)keys.keysOf(socket.ref.text());
        else if (!socket.security->server && !socket.security->username.empty())
            (void)keys.passwordOf(socket.security->username);
        for (const std::string& user : socket.security->allowedUsers)
            (void)keys.passwordOf(user);
    }
    return keys.save();
}

SocketSecurity::SocketSecurity(RunContext& run, std::shared_ptr<KeyStore> keys)
    : m_run(run)
    , m_keys(keys == nullptr ? std::make_shared<KeyStore>() : std::move(keys))
{ }

std::string SocketSecurity::nameOf(plan::SocketIndex socket) const
{
    return m_run.plan.sockets[socket].ref.text();
}

std::string SocketSecurity::apply(void* socket, plan::SocketIndex index)
{
    const plan::PlannedSocket& planned = m_run.plan.sockets[index];
    if (!isSecured(planned))
        return {};
    if (std::string problem = m_keys->open(); !problem.empty())
        return problem;
    std::string problem =
        planned.security->server ? applyServer(socket, planned) : applyClient(socket, planned);
    // A socket that has come in later has got its keys only now.
    return problem.empty() ? m_keys->save() : problem;
}

std::string SocketSecurity::applyServer(void* socket, const plan::PlannedSocket& planned)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_zap == nullptr) {
            m_zap = std::make_unique<ZapHandler>(m_run.zmq, *m_keys, [this](RuntimeEvent event) {
                event.time = m_run.seconds();
                m_run.events.addRecurring(std::move(event));
            });
        }
        if (std::string problem = m_zap->start(); !problem.empty())
            return problem;
        m_zap->setPolicy(planned.ref.text(), policyOf(planned));
    }
    bool done = set(socket, ZMQ_ZAP_DOMAIN, planned.ref.text());
    if (planned.security->mechanism == Mechanism::Curve) {
        const KeyPair keys = m_keys->keysOf(planned.ref.text());
        done = done && set(socket, ZMQ_CURVE_PUBLICKEY, keys.publicKey)
            && set(socket, ZMQ_CURVE_SECRETKEY, keys.secretKey)
            // Last: the option that was set last decides on which side the socket is.
            && turnOn(socket, ZMQ_CURVE_SERVER);
    } else {
        done = done && turnOn(socket, ZMQ_PLAIN_SERVER);
    }
    return done ? std::string() : cannot(planned);
}

std::string SocketSecurity::applyClient(void* socket, const plan::PlannedSocket& planned)
{
    const plan::PlannedSecurity& security = *planned.security;
    bool done = true;
    if (security.mechanism == Mechanism::Plain) {
        done = set(socket, ZMQ_PLAIN_USERNAME, security.username)
            && set(socket, ZMQ_PLAIN_PASSWORD, m_keys->passwordOf(security.username));
        return done ? std::string() : cannot(planned);
    }
    const KeyPair keys = m_keys->keysOf(planned.ref.text());
    done = set(socket, ZMQ_CURVE_PUBLICKEY, keys.publicKey)
        && set(socket, ZMQ_CURVE_SECRETKEY, keys.secretKey);
    if (done && security.keyOwner != plan::kNone)
        done =
            set(socket, ZMQ_CURVE_SERVERKEY, m_keys->keysOf(nameOf(security.keyOwner)).publicKey);
    else if (done && !security.serverKey.empty())
        done = set(socket, ZMQ_CURVE_SERVERKEY, security.serverKey);
    return done ? std::string() : cannot(planned);
}

std::string
SocketSecurity::applyFor(void* socket, plan::SocketIndex index, plan::SocketIndex binder)
{
    const plan::PlannedSocket& planned = m_run.plan.sockets[index];
    const bool needsKey = isSecured(planned) && !planned.security->server
        && planned.security->mechanism == Mechanism::Curve;
    if (!needsKey)
        return {};
    const bool external = m_run.plan.nodes[m_run.plan.sockets[binder].node].external;
    // A program outside has keys of its own, unless it uses those in our file.
    const std::string key = external && !planned.security->serverKey.empty()
        ? planned.security->serverKey
        : m_keys->keysOf(nameOf(binder)).publicKey;
    return set(socket, ZMQ_CURVE_SERVERKEY, key) ? std::string() : cannot(planned);
}

ZapPolicy SocketSecurity::policyOf(const plan::PlannedSocket& planned)
{
    const plan::PlannedSecurity& security = *planned.security;
    ZapPolicy policy{.mechanism = security.mechanism,
                     .allowsAll = security.allowsAll,
                     .keys = {security.allowedKeys.begin(), security.allowedKeys.end()},
                     .users = {security.allowedUsers.begin(), security.allowedUsers.end()}};
    for (const plan::SocketIndex index : security.allowedSockets) {
        // One that is not there (yet) is let in by nobody's key.
        if (index >= m_run.plan.sockets.size())
            continue;
        if (security.mechanism == Mechanism::Curve)
            policy.keys.insert(m_keys->keysOf(nameOf(index)).publicKey);
        else
            policy.users.insert(m_run.plan.sockets[index].security->username);
    }
    return policy;
}

void SocketSecurity::stop()
{
    const std::lock_guard lock(m_mutex);
    m_zap.reset();
}

} // namespace topomq::runtime
