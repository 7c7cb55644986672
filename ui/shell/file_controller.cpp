#include "ui/shell/file_controller.h"

#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"
#include "ui/shell/file_places.h"
#include "ui/shell/save_dialog.h"

#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace topomq::ui {

namespace {

constexpr QLatin1String kSuffix("topomq");

} // namespace

FileController::FileController(TopologyDocument& document,
                               const RunSession& session,
                               FilePlaces& places,
                               IsOpenElsewhere isOpenElsewhere,
                               QWidget& window)
    : QObject(&window)
    , m_document(document)
    , m_session(session)
    , m_places(places)
    , m_isOpenElsewhere(std::move(isOpenElsewhere))
    , m_window(window)
{ }

bool FileController::save()
{
    if (m_document.filePath().isEmpty())
        return saveAs();
    if (!m_document.isFileChangedOutside())
        return write(m_document.filePath());
    QMessageBox question(
        QMessageBox::Warning, tr("Overwrite the file?"),
        tr("“%1” was changed since what is here was opened or saved.").arg(m_document.title()),
        QMessageBox::Cancel, &m_window);
    question.setInformativeText(tr("What stands in the file now is lost if you overwrite it."));
    const auto* overwrite = question.addButton(tr("Overwrite"), QMessageBox::DestructiveRole);
    QPushButton* other = question.addButton(tr("Save as…"), QMessageBox::AcceptRole);
    question.setDefaultButton(other);
    question.exec();
    if (question.clickedButton() == overwrite)
        return write(m_document.filePath());
    return question.clickedButton() == other && saveAs();
}

bool FileController::saveAs()
{
    QString proposed = m_document.filePath();
    if (proposed.isEmpty()) {
        QString name = QString::fromStdString(m_document.root().name);
        name.replace(QLatin1Char('/'), QLatin1Char('-'));
        proposed =
            QDir(m_places.lastFolder())
                .filePath((name.isEmpty() ? tr("Untitled") : name) + QLatin1Char('.') + kSuffix);
    }
    const SaveDialog dialog{tr("Save the topology as"), proposed,
                            tr("Topologies (*.topomq);;All files (*)"), kSuffix,
                            [this](const QString& path) { return mayWriteTo(path); }};
    const QString path = dialog.ask(m_window);
    return !path.isEmpty() && write(path);
}

bool FileController::mayWriteTo(const QString& path)
{
    if (!m_isOpenElsewhere(path, m_document))
        return true;
    refuseOpenFile(path);
    return false;
}

void FileController::refuseOpenFile(const QString& path)
{
    QMessageBox words(QMessageBox::Warning, tr("The file is open"),
                      tr("“%1” is open in another tab.").arg(QFileInfo(path).fileName()),
                      QMessageBox::Ok, &m_window);
    words.setInformativeText(tr("Choose another name, or close that tab first."));
    words.exec();
}

bool FileController::write(const QString& path)
{
    const QString problem = m_document.saveTo(path);
    if (!problem.isEmpty()) {
        Q_EMIT failed(problem);
        return false;
    }
    m_places.remember(path);
    return true;
}

QString FileController::whatIsUnsaved() const
{
    if (!m_document.isFileGone())
        return tr("“%1” has changes that are not saved.");
    // Work that is kept without its file counts as not saved without any step, too.
    const QUndoStack& steps = *m_document.undoStack();
    return steps.isClean() || steps.count() == 0
        ? tr("“%1” was deleted or moved by another program.")
        : tr("“%1” was deleted or moved by another program, and what is here has changes.");
}

bool FileController::mayLeave()
{
    const bool isGone = m_document.isFileGone();
    QMessageBox question(QMessageBox::Warning, isGone ? tr("Save it again?") : tr("Save changes?"),
                         whatIsUnsaved().arg(m_document.title()),
                         QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    question.setInformativeText(isGone ? tr("All of it is lost if you do not save it.")
                                       : tr("They are lost if you do not save them."));
    question.setDefaultButton(QMessageBox::Save);
    switch (question.exec()) {
    case QMessageBox::Save:
        return save();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

bool FileController::mayStop()
{
    if (!m_session.isActive() || m_session.state() == RunSession::State::Stopping)
        return true;
    QMessageBox question(QMessageBox::Question, tr("Stop the run and close?"),
                         tr("“%1” is running.").arg(m_document.title()), QMessageBox::NoButton,
                         &m_window);
    question.setInformativeText(tr("Its figures and events are not kept."));
    const QPushButton* stop = question.addButton(tr("Stop and close"), QMessageBox::AcceptRole);
    question.setEscapeButton(question.addButton(tr("Keep running"), QMessageBox::RejectRole));
    question.exec();
    return question.clickedButton() == stop;
}

} // namespace topomq::ui
