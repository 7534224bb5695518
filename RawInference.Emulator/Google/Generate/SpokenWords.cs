using System.Globalization;
using RawInference.Emulator.Answers;

namespace RawInference.Emulator.Google.Generate;

/// <summary>
/// Transcription is a chat about a recording. Where the answer has a schema, what the recording says is put before the prompt
/// under the names that a transcript's fields have, so that the answer takes its values from there.
/// </summary>
internal static class SpokenWords
{
    private static readonly string[] Texts = ["text", "transcript", "transcription", "content"];
    private static readonly string[] Starts = ["start", "start_s", "start_time", "start_seconds", "startTime", "startSeconds"];
    private static readonly string[] Ends = ["end", "end_s", "end_time", "end_seconds", "endTime", "endSeconds", "duration", "duration_seconds"];

    public static Question Put(Question question)
    {
        var last = question.Turns.ToList().FindLastIndex(turn => turn.Role == TurnRole.User);
        if (question.Schema is null || last < 0
            || question.Turns[last].Attachments.FirstOrDefault(each => each is { Kind: AttachmentKind.Audio, Bytes: not null }) is not { } recording)
        {
            return question;
        }

        var seconds = AttachmentText.Seconds(recording.Bytes!).ToString("0.##", CultureInfo.InvariantCulture);
        IEnumerable<string> lines =
        [
            .. Texts.Select(name => $"{name}: \"{AttachmentText.Of(recording)}\""),
            .. Starts.Select(name => $"{name}: 0"),
            .. Ends.Select(name => $"{name}: {seconds}"),
            "language: en",
        ];
        var turn = question.Turns[last];
        var told = turn with { Text = $"{string.Join('\n', lines)}\n{turn.Text}" };
        return question with { Turns = [.. question.Turns.Take(last), told, .. question.Turns.Skip(last + 1)] };
    }
}
