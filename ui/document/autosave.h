#pragma once
// Keeps the unsaved work on a document safe from the death of the program.

#include "ui/document/recovery_store.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <memory>

namespace topomq::ui {

class TopologyDocument;

/// Writes within `delay` of a change, beside the window's thread; where that fails, it tries again
/// each time after as long. Clears away what it wrote as soon as nothing is unsaved. Destroyed with
/// unsaved work, it leaves that: who asked about it says `discard` before. Thread: the window's.
class Autosave : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kDelay{2000};

    Autosave(TopologyDocument& document,
             RecoveryStore store,
             std::chrono::milliseconds delay = kDelay,
             QObject* parent = nullptr);
    ~Autosave() override;

    /// Goes on with work that was left: it stays where it is until it is saved or discarded.
    void adopt(std::shared_ptr<RecoverySlot> slot);
    /// The unsaved work is not wanted.
    void discard();
    /// Writes now what is not yet written, and waits for it.
    void flush();

Q_SIGNALS:
    /// The unsaved work stands in a file.
    void written();
    /// It does not, and why; said once until it works again.
    void failed(const QString& text);

private:
    void noteChange();
    void noteClean();
    void writeLater();
    [[nodiscard]] bool takeSlot();
    [[nodiscard]] KeptWork work() const;
    void report(const QString& problem);

    TopologyDocument& m_document;
    RecoveryStore m_store;
    std::shared_ptr<RecoverySlot> m_slot;
    QTimer m_timer;
    /// One thread: what is newer is written later.
    QThreadPool m_writer;
    bool m_hasFailed = false;
};

} // namespace topomq::ui
