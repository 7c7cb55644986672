#pragma once
// Holds what is done in one field between two focus changes together as one undo step, and notices
// when typing in it has come to an end.

#include <QObject>
#include <QString>

namespace topomq::ui {

class TopologyDocument;

/// Watches the widgets of one field. Its token goes with every push, and changes when the field is
/// entered anew. Undo and redo keys in the field mean the document, not the text box.
/// Thread: the window's.
class EditGesture : public QObject
{
    Q_OBJECT

public:
    EditGesture(TopologyDocument& document, const QString& name, QWidget* field);

    [[nodiscard]] QString token() const;

Q_SIGNALS:
    /// What is typed now is meant: Enter, the focus goes, a command key comes (which must find it
    /// in the document), or the document asks for it.
    void settled();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    TopologyDocument& m_document;
    QString m_name;
    quint64 m_number = 0;
};

} // namespace topomq::ui
