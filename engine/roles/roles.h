#pragma once
// What nodes do, as `format.md` section 1 "Roles" says: straight-line code over a NodeContext.
// Thread: each program runs on its node's own thread.

#include "engine/runtime/node_context.h"
#include "engine/runtime/runtime.h"

namespace topomq::roles {

/// Generates messages on every socket at its rate.
class Source : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

/// Takes messages in, each in its service time.
class Sink : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

/// Takes a message, works on it, sends the result to all outputs.
class Worker : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

/// Asks and waits for the answer: REQ one at a time, DEALER up to `window` at once.
class Client : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

/// Answers every request.
class Server : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

/// Passes messages between frontend and backend, and copies to `capture`.
class Proxy : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

/// Gives each request to the ready worker that has waited longest; while none is ready, requests
/// wait in the frontend's queue. A worker announces itself with a message without a client's
/// envelope; these READY messages are counted on their flow like any other.
class Balancer : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

/// Announces itself to a balancer, then answers what it is given. Its flow to the balancer carries
/// one message more than it answers: READY, also anew after each start of the node.
class BalancedWorker : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

/// Speaks HTTP/1.1 or lines of text over raw TCP. Its messages are whole requests and replies, not
/// the pieces in which TCP brings them.
class Stream : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

/// Sends at its rate and takes in whatever comes.
class Peer : public runtime::RoleProgram
{
public:
    void run(runtime::NodeContext& context) override;
};

} // namespace topomq::roles
