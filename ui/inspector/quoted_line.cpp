#include "ui/inspector/quoted_line.h"

#include "ui/inspector/text_box.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>

namespace topomq::ui {

namespace {

std::optional<QString> unquoted(const QString& line)
{
    if (line.size() < 2 || !line.startsWith(u'"') || !line.endsWith(u'"'))
        return std::nullopt;
    const QString list = u'[' + line + u']';
    const QJsonArray read = QJsonDocument::fromJson(list.toUtf8()).array();
    if (read.size() != 1 || !read.first().isString())
        return std::nullopt;
    return read.first().toString();
}

QString quoted(const QString& text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    const QString json = QString::fromUtf8(list.mid(1, list.size() - 2));
    QString line;
    for (const QChar each : json) {
        // JSON lets some of them stand.
        if (isLineEnd(each))
            line += QStringLiteral("\\u%1").arg(static_cast<uint>(each.unicode()), 4, 16,
                                                QLatin1Char('0'));
        else
            line += each;
    }
    return line;
}

} // namespace

QString lineOf(const std::string& text)
{
    const QString line = exactText(text);
    const bool fits =
        !line.isEmpty() && std::none_of(line.begin(), line.end(), isLineEnd) && !unquoted(line);
    return fits ? line : quoted(line);
}

std::string textOfLine(const QString& line)
{
    return unquoted(line).value_or(line).toStdString();
}

} // namespace topomq::ui
