#include "ui/document/autosave.h"

#include "ui/document/topology_document.h"

#include <QDir>

#include <utility>

namespace topomq::ui {

Autosave::Autosave(TopologyDocument& document,
                   RecoveryStore store,
                   std::chrono::milliseconds delay,
                   QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_store(std::move(store))
{
    m_writer.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(delay);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::writeLater);
    connect(&m_document, &TopologyDocument::changed, this, &Autosave::noteChange);
    connect(&m_document, &TopologyDocument::titleChanged, this, &Autosave::noteClean);
    connect(&m_document, &TopologyDocument::wasReset, this, &Autosave::discard);
    connect(&m_document, &TopologyDocument::aboutToBeSaved, this, [this] {
        // Should the program die between saving and clearing, older work must not be offered over
        // the newer file.
        if (m_slot)
            flush();
    });
    connect(&m_document, &TopologyDocument::saved, this, &Autosave::noteClean);
}

Autosave::~Autosave()
{
    m_writer.waitForDone();
}

void Autosave::adopt(std::shared_ptr<RecoverySlot> slot)
{
    m_writer.waitForDone();
    m_slot = std::move(slot);
}

void Autosave::discard()
{
    m_timer.stop();
    m_writer.waitForDone();
    if (m_slot)
        m_slot->clear();
    m_slot.reset();
}

void Autosave::noteChange()
{
    // The first change starts the clock; those after it do not put it off.
    if (!m_timer.isActive())
        m_timer.start();
}

void Autosave::noteClean()
{
    if (m_document.isModified()) {
        noteChange();
        return;
    }
    discard();
}

bool Autosave::takeSlot()
{
    if (!m_slot)
        m_slot = m_store.take(m_document.filePath());
    if (m_slot)
        return true;
    report(tr("Work that is not saved cannot be kept safe: nothing can be written into %1.")
               .arg(QDir::toNativeSeparators(m_store.folder())));
    return false;
}

KeptWork Autosave::work() const
{
    return {m_document.root(), m_document.filePath(), m_document.fileDigest(),
            QDateTime::currentDateTimeUtc()};
}

void Autosave::writeLater()
{
    if (!m_document.isModified() || !takeSlot())
        return;
    m_writer.start([this, slot = m_slot, work = work()] {
        const QString problem = slot->write(work);
        QMetaObject::invokeMethod(
            this,
            [this, problem, from = slot.get()] {
                // Of work that is not wanted any more nobody needs to know.
                if (from == m_slot.get())
                    report(problem);
            },
            Qt::QueuedConnection);
    });
}

void Autosave::flush()
{
    m_timer.stop();
    m_writer.waitForDone();
    if (m_document.isModified() && takeSlot())
        report(m_slot->write(work()));
}

void Autosave::report(const QString& problem)
{
    if (problem.isEmpty()) {
        m_hasFailed = false;
        Q_EMIT written();
        return;
    }
    // Work that is left alone is kept as soon as there is room again.
    noteChange();
    if (!std::exchange(m_hasFailed, true))
        Q_EMIT failed(problem);
}

} // namespace topomq::ui
