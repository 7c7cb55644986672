#pragma once
// Offers the names of parameters behind the last `#` of what is typed.

#include <QCompleter>

class QLineEdit;

namespace topomq::ui {

class TopologyDocument;

/// Belongs to the line it completes. Thread: the window's.
class ParameterCompleter : public QCompleter
{
    Q_OBJECT

public:
    ParameterCompleter(TopologyDocument& document, QLineEdit* line);

protected:
    [[nodiscard]] QStringList splitPath(const QString& path) const override;
    [[nodiscard]] QString pathFromIndex(const QModelIndex& index) const override;

private:
    void readNames();

    TopologyDocument& m_document;
    QLineEdit* m_line = nullptr;
};

} // namespace topomq::ui
