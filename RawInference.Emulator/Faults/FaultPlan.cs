using System.Globalization;

namespace RawInference.Emulator.Faults;

/// <summary>
/// What shall go wrong with one answer: steps separated by semicolons, each <c>name</c> or <c>name:value</c>,
/// asked by the header <c>x-emulator-fault</c> or behind the model's name (<c>gpt-4o-mini@fault=cut:3</c>).
/// Where a step counts chunks, a count beyond the stream's length means its last chunk, so that an asked fault always happens.
/// </summary>
internal sealed record FaultPlan
{
    public const string Header = "x-emulator-fault";
    public const string ModelMark = "@fault=";

    public static readonly FaultPlan None = new() { Text = "" };

    /// <summary>The specification as it was given: the key under which <c>fail-times</c> counts.</summary>
    public required string Text { get; init; }

    /// <summary><c>status:503</c>: answer with this status and the provider's words for it.</summary>
    public int? Status { get; init; }

    /// <summary><c>retry-after:2</c>: seconds, on a failing status.</summary>
    public string? RetryAfter { get; init; }

    /// <summary><c>code:insufficient_quota</c>: the error code of a failing status.</summary>
    public string? Code { get; init; }

    /// <summary><c>fail-times:2:503</c>: the first requests with this very specification fail, later ones succeed.</summary>
    public int FailTimes { get; init; }

    /// <summary><c>delay:200</c>: milliseconds before the first byte.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary><c>pace:20</c>: milliseconds between two chunks of a stream.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary><c>drip:5</c>: the body byte by byte, with this many milliseconds between two.</summary>
    public TimeSpan? Drip { get; init; }

    /// <summary><c>hang</c>: accept, and never answer until the client leaves.</summary>
    public bool Hang { get; init; }

    /// <summary><c>cut:3</c>: break the connection after this many chunks (a plain body: in its middle).</summary>
    public int? CutAfter { get; init; }

    /// <summary><c>end:3</c>: end cleanly, without a terminal event, after this many chunks (a plain body: in its middle).</summary>
    public int? EndAfter { get; init; }

    /// <summary><c>error-frame:3</c>: an error in the stream after this many chunks, then the end.</summary>
    public int? ErrorFrameAfter { get; init; }

    /// <summary><c>split-utf8</c>: flush in the middle of each character of several bytes (one is added to the text).</summary>
    public bool SplitUtf8 { get; init; }

    /// <summary><c>long-line:1000000</c>: one line of at least this many bytes.</summary>
    public int? LongLine { get; init; }

    /// <summary><c>invalid-json</c>: a chunk, or the body, that is not JSON.</summary>
    public bool InvalidJson { get; init; }

    /// <summary><c>error-200</c>: status 200 with an error as the body.</summary>
    public bool ErrorWith200 { get; init; }

    /// <summary><c>no-usage</c>: an answer without usage.</summary>
    public bool NoUsage { get; init; }

    /// <summary><c>negative-usage</c>: usage with negative numbers.</summary>
    public bool NegativeUsage { get; init; }

    /// <summary><c>content-filter</c>: the answer ends through the provider's content filter.</summary>
    public bool ContentFilter { get; init; }

    /// <summary><c>refusal</c>: the model refuses to answer.</summary>
    public bool Refusal { get; init; }

    /// <summary>The faults that only a stream can show.</summary>
    public bool NeedsStream => ErrorFrameAfter is not null || Pace > TimeSpan.Zero;

    /// <summary>The faults that only a model's text can show.</summary>
    public bool NeedsChat => ContentFilter || Refusal;

    /// <exception cref="FormatException">A step is unknown, or its value is not of its form.</exception>
    public static FaultPlan Parse(string text)
    {
        var plan = new FaultPlan { Text = text };
        foreach (var step in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            plan = plan.With(step.Split(':'), step);
        }

        return plan;
    }

    private FaultPlan With(string[] step, string text) => step switch
    {
        ["status", var status] => this with { Status = Number(status, 400, 599) },
        ["retry-after", var seconds] => this with { RetryAfter = seconds },
        ["code", var code] => this with { Code = code },
        ["fail-times", var times, var status] => this with { FailTimes = Number(times), Status = Number(status, 400, 599) },
        ["delay", var milliseconds] => this with { Delay = Milliseconds(milliseconds) },
        ["pace", var milliseconds] => this with { Pace = Milliseconds(milliseconds) },
        ["drip", var milliseconds] => this with { Drip = Milliseconds(milliseconds) },
        ["hang"] => this with { Hang = true },
        ["cut", var chunks] => this with { CutAfter = Number(chunks) },
        ["end", var chunks] => this with { EndAfter = Number(chunks) },
        ["error-frame", var chunks] => this with { ErrorFrameAfter = Number(chunks) },
        ["split-utf8"] => this with { SplitUtf8 = true },
        ["long-line", var bytes] => this with { LongLine = Number(bytes) },
        ["invalid-json"] => this with { InvalidJson = true },
        ["error-200"] => this with { ErrorWith200 = true },
        ["no-usage"] => this with { NoUsage = true },
        ["negative-usage"] => this with { NegativeUsage = true },
        ["content-filter"] => this with { ContentFilter = true },
        ["refusal"] => this with { Refusal = true },

        // Makes two otherwise equal specifications distinct, so that each has its own fail-times.
        ["key", _] => this,
        _ => throw new FormatException($"'{text}' is not a fault that the emulator knows."),
    };

    private static TimeSpan Milliseconds(string text) => TimeSpan.FromMilliseconds(Number(text));

    private static int Number(string text, int least = 0, int most = int.MaxValue) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"'{text}' is not a whole number from {least} to {most}.");
}
