#include "engine/runtime/wire_meter.h"

#include "engine/runtime/frame_counter.h"
#include "engine/runtime/handover.h"
#include "engine/runtime/libzmq_calls.h"
#include "engine/runtime/run_context.h"

#include <array>
#include <charconv>
#include <chrono>
#include <memory>
#include <random>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace topomq::runtime {

namespace {

/// The runs of this process, for connections that have just said whose they are.
struct Registry
{
    std::mutex mutex; // protects what follows
    std::vector<WireMeters*> runs;
};

Registry& registry()
{
    // Never destroyed: I/O threads of a context that is left open may outlive everything.
    static auto* const instance = new Registry;
    return *instance;
}

/// One end of a connection. Thread: the I/O thread that has the descriptor.
struct Meter
{
    FrameCounter out;
    FrameCounter in;
    WireMeters::Ends ends;
    bool isSettled = false;
    std::uint64_t messagesOut = 0;
    std::uint64_t bytesOut = 0;
    std::uint64_t messagesIn = 0;
    std::uint64_t bytesIn = 0;
};

constexpr std::size_t kPageBits = 10;
constexpr std::size_t kPageSize = std::size_t{1} << kPageBits;
constexpr std::size_t kPages = 1024;
using Page = std::array<std::atomic<Meter*>, kPageSize>;
/// By descriptor; in pages, because most programs use a few hundred of a million.
std::array<std::atomic<Page*>, kPages> g_pages{};

std::atomic<Meter*>* placeOf(int descriptor, bool make)
{
    const auto index = static_cast<std::size_t>(descriptor);
    if (descriptor < 0 || index >= kPages * kPageSize)
        return nullptr;
    std::atomic<Page*>& entry = g_pages[index >> kPageBits];
    Page* page = entry.load(std::memory_order_acquire);
    if (page == nullptr) {
        if (!make)
            return nullptr;
        auto fresh = std::make_unique<Page>();
        if (entry.compare_exchange_strong(page, fresh.get(), std::memory_order_acq_rel))
            page = fresh.release();
    }
    return &(*page)[index & (kPageSize - 1)];
}

Meter* meterOf(int descriptor)
{
    std::atomic<Meter*>* place = placeOf(descriptor, true);
    if (place == nullptr)
        return nullptr;
    Meter* meter = place->load(std::memory_order_acquire);
    if (meter == nullptr) {
        meter = new Meter;
        place->store(meter, std::memory_order_release);
    }
    return meter;
}

/// The run that this I/O thread works for, which lives as long as the thread does. A thread belongs
/// to one context, so the first connection that says whose it is speaks for all others of it.
thread_local WireMeters* t_run = nullptr;

/// Both ends have said who they are, or one of them never will.
void settle(Meter& meter, int descriptor)
{
    if (!meter.out.isReady() || !meter.in.isReady())
        return;
    meter.isSettled = true;
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    for (WireMeters* run : all.runs) {
        const auto own = run->socketOf(meter.out.metadata());
        const auto peer = run->socketOf(meter.in.metadata());
        if (!own)
            continue;
        t_run = run;
        meter.ends = peer ? run->between(*own, *peer) : run->outside(*own);
        if (!peer)
            run->noteStranger(*own);
        if (meter.ends.out != nullptr) {
            meter.ends.out->writers.fetch_add(1, std::memory_order_relaxed);
            meter.ends.out->connections.fetch_add(1, std::memory_order_release);
            meter.ends.out->writtenBefore.store(meter.ends.out->bytesWritten.load());
            meter.ends.out->descriptor.store(descriptor, std::memory_order_release);
            meter.ends.out->bytesWritten.fetch_add(meter.bytesOut, std::memory_order_release);
            meter.ends.out->payloadWritten.fetch_add(meter.out.payload(),
                                                     std::memory_order_release);
            meter.ends.out->written.fetch_add(meter.messagesOut, std::memory_order_release);
        }
        if (meter.ends.in != nullptr) {
            meter.ends.in->readers.fetch_add(1, std::memory_order_relaxed);
            meter.ends.in->readBefore.store(meter.ends.in->bytesRead.load());
            meter.ends.in->readDescriptor.store(descriptor, std::memory_order_release);
            meter.ends.in->bytesRead.fetch_add(meter.bytesIn, std::memory_order_release);
            meter.ends.in->read.fetch_add(meter.messagesIn, std::memory_order_release);
        }
        return;
    }
}

void note(int descriptor, std::string_view bytes, bool isOut)
{
    Meter* meter = meterOf(descriptor);
    if (meter == nullptr)
        return;
    FrameCounter& counter = isOut ? meter->out : meter->in;
    const std::uint64_t payloadBefore = counter.payload();
    const std::uint64_t messages = counter.take(bytes);
    (isOut ? meter->bytesOut : meter->bytesIn) += bytes.size();
    (isOut ? meter->messagesOut : meter->messagesIn) += messages;
    if (!meter->isSettled) {
        settle(*meter, descriptor);
        return;
    }
    WireLedger* ledger = isOut ? meter->ends.out : meter->ends.in;
    if (ledger == nullptr)
        return;
    (isOut ? ledger->bytesWritten : ledger->bytesRead)
        .fetch_add(bytes.size(), std::memory_order_release);
    if (isOut)
        ledger->payloadWritten.fetch_add(counter.payload() - payloadBefore,
                                         std::memory_order_release);
    if (messages > 0)
        (isOut ? ledger->written : ledger->read).fetch_add(messages, std::memory_order_release);
}

/// One call in so many is measured.
constexpr unsigned kMeasured = 64;
/// Of threads that do not know yet for which run they work.
std::atomic<std::uint64_t> g_ticks{0};

void noteMeasured(int descriptor, std::string_view bytes, bool isOut)
{
    static thread_local unsigned t_turn = 0;
    if (++t_turn % kMeasured != 0) {
        note(descriptor, bytes, isOut);
        return;
    }
    const std::uint64_t start = metrics::TickClock::now();
    note(descriptor, bytes, isOut);
    const std::uint64_t spent = metrics::TickClock::workSince(start) * kMeasured;
    if (t_run != nullptr)
        t_run->addTicks(spent);
    else
        g_ticks.fetch_add(spent, std::memory_order_relaxed);
}

void settleLost(WireLedger& ledger)
{
    WireLedger::Closed& closed = ledger.closed;
    const bool isOpen = ledger.writers.load(std::memory_order_acquire) > 0
        || ledger.readers.load(std::memory_order_acquire) > 0;
    // An end that went before both had said who they are was never entered, and its messages are
    // among those of the other end.
    if (!isOpen)
        closed = {.written = ledger.written.load(),
                  .bytesWritten = ledger.bytesWritten.load(),
                  .read = ledger.read.load(),
                  .bytesRead = ledger.bytesRead.load()};
    // A new connection may be there before both ends of the old one have seen that it has gone.
    if (closed.writers != 0)
        return;
    ledger.lost.store(closed.written - closed.read, std::memory_order_release);
    ledger.bytesLost.store(closed.bytesWritten - closed.bytesRead, std::memory_order_release);
}

void leave(const Meter& meter)
{
    const std::lock_guard lock(registry().mutex);
    if (WireLedger* const out = meter.ends.out) {
        out->descriptor.store(-1, std::memory_order_release);
        noteEnd(*out);
        out->ended.fetch_add(1, std::memory_order_release);
        out->writers.fetch_sub(1, std::memory_order_acq_rel);
        ++out->closed.writers;
        out->closed.written += meter.messagesOut;
        out->closed.bytesWritten += meter.bytesOut;
        settleLost(*out);
    }
    if (WireLedger* const in = meter.ends.in) {
        in->readDescriptor.store(-1, std::memory_order_release);
        in->readers.fetch_sub(1, std::memory_order_acq_rel);
        --in->closed.writers;
        in->closed.read += meter.messagesIn;
        in->closed.bytesRead += meter.bytesIn;
        settleLost(*in);
    }
}

void forget(int descriptor)
{
    std::atomic<Meter*>* place = placeOf(descriptor, false);
    if (place == nullptr || place->load(std::memory_order_relaxed) == nullptr)
        return;
    const std::unique_ptr<Meter> meter(place->exchange(nullptr, std::memory_order_acq_rel));
    if (meter == nullptr)
        return;
    leave(*meter);
}

std::string randomToken()
{
    std::random_device device;
    std::array<char, 17> text{};
    const std::uint64_t value = std::uint64_t{device()} << 32 | std::uint64_t{device()};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, 16);
    return {text.data(), end.ptr};
}

} // namespace

void noteEnd(WireLedger& wire)
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    wire.endedAt.store(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count(),
                       std::memory_order_release);
    if (wire.sendTimes != nullptr)
        wire.sendTimes->giveUp();
    if (wire.breaks != nullptr)
        wire.breaks->fetch_add(1, std::memory_order_release);
}

WireMeters::WireMeters(RunContext& run)
    : m_run(run)
    , m_token(randomToken())
{
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    all.runs.push_back(this);
}

WireMeters::~WireMeters()
{
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    std::erase(all.runs, this);
}

std::uint64_t WireMeters::ticks() const
{
    return m_ticks.load(std::memory_order_relaxed) + g_ticks.load(std::memory_order_relaxed);
}

} // namespace topomq::runtime

// The names that libzmq's calls find first. Errors and results are those of the system's own.

extern "C" ssize_t send(int descriptor, const void* data, size_t size, int flags)
{
    static auto* const real =
        topomq::runtime::nextFunction<ssize_t(int, const void*, size_t, int)>("send");
    if (!topomq::runtime::isIoThread())
        return real(descriptor, data, size, flags);
    const topomq::runtime::InLibzmq libzmqs;
    const ssize_t sent = real(descriptor, data, size, flags);
    if (sent > 0)
        topomq::runtime::noteMeasured(
            descriptor, {static_cast<const char*>(data), static_cast<std::size_t>(sent)}, true);
    return sent;
}

extern "C" ssize_t recv(int descriptor, void* data, size_t size, int flags)
{
    static auto* const real =
        topomq::runtime::nextFunction<ssize_t(int, void*, size_t, int)>("recv");
    if (!topomq::runtime::isIoThread())
        return real(descriptor, data, size, flags);
    const topomq::runtime::InLibzmq libzmqs;
    const ssize_t received = real(descriptor, data, size, flags);
    if (received > 0)
        topomq::runtime::noteMeasured(
            descriptor, {static_cast<const char*>(data), static_cast<std::size_t>(received)},
            false);
    return received;
}

extern "C" int close(int descriptor)
{
    static auto* const real = topomq::runtime::nextFunction<int(int)>("close");
    // First: once it is closed the number may be another connection's.
    topomq::runtime::forget(descriptor);
    return real(descriptor);
}
