#pragma once
// Sees to it that no work is lost: against a crash, and against what other programs write.

#include "ui/document/autosave.h"
#include "ui/document/file_watch.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <optional>

namespace topomq::ui {

class ChoiceBar;
class FileController;
class TopologyDocument;

/// Asks in `bar`. Thread: the window's.
class FileGuard : public QObject
{
    Q_OBJECT

public:
    FileGuard(TopologyDocument& document, FileController& files, ChoiceBar& bar, QObject* parent);

    /// The window came to the front.
    void lookAtFile() { m_watch.check(); }

    /// Unsaved work was asked about, and is not wanted.
    void discardWork() { m_autosave.discard(); }

    /// Takes up what another program left: the file as it is saved, and the work as a step that can
    /// be undone.
    void recover(const LeftWork& left);
    /// The same with the work of a tab that was closed without saving it.
    void bringBack(const KeptWork& work);

Q_SIGNALS:
    void compareRequested();
    void failed(const QString& text);

private:
    /// `slot` may be null.
    void takeUp(const KeptWork& work, std::shared_ptr<RecoverySlot> slot, const QString& step);
    void ask();
    /// Is what was taken up work on a text that the file held before?
    [[nodiscard]] bool isWorkOlder() const;
    void reload();

    TopologyDocument& m_document;
    FileController& m_files;
    ChoiceBar& m_bar;
    /// Its digest, where work on an older text of the file was taken up; else empty.
    QByteArray m_olderText;
    Autosave m_autosave;
    FileWatch m_watch;
};

} // namespace topomq::ui
