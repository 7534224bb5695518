using System.Globalization;
using Microsoft.Extensions.Logging;
using RawInference.Core.Pipeline.Answers;

namespace RawInference.Core.Pipeline.Idempotency;

/// <summary>What is kept of a journey under its idempotency key. A store that is away then costs the caller no answer, but a warning.</summary>
internal sealed partial class KeptAnswer(JourneyClaim claim, int maxBytes, string requestId, ILogger logger) : IDisposable
{
    private const string Unexpected = "Something went wrong in the gateway; its log has the cause under this request's id.";

    private const string Unkept =
        "The answer could not be kept for its idempotency key: a repeated call is refused as long as this one could have lasted, and then carried out again.";

    private readonly AnswerWriter _writer = new(maxBytes);
    private bool _hasBegun;
    private bool _hasEnded;

    public bool IsTooLarge => _writer.IsTooLarge;

    public void Add(InferenceUpdate delta)
    {
        _hasBegun = true;
        _writer.Append(delta);
    }

    /// <summary>Keeps the whole answer. The response says so where it could not be kept.</summary>
    public async ValueTask<InferenceResponse> CompleteAsync(InferenceResponse response)
    {
        _writer.Append(response);
        if (_writer.Finish(null) is { } bytes)
        {
            return await TryKeepAsync(bytes) ? response : Warn(response, Unkept);
        }

        return Warn(response, await RefuseAsync()
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The answer is larger than the {maxBytes} bytes that are kept for an idempotency key: a repeated call is refused, not carried out again.")
            : Unkept);
    }

    /// <summary>An answer that has begun is kept with its end; before that, the key is freed.</summary>
    public async ValueTask FailAsync(Exception exception)
    {
        if (_hasEnded)
        {
            return;
        }

        var error = exception as InferenceException ?? new InferenceException(InferenceErrorCode.Internal, Unexpected);
        if (!_hasBegun)
        {
            await TryReleaseAsync();
        }
        else if (_writer.Finish(error) is { } bytes)
        {
            await TryKeepAsync(bytes);
        }
        else
        {
            await RefuseAsync();
        }
    }

    /// <summary>Nothing of it is kept but that there was one.</summary>
    public ValueTask<bool> RefuseAsync() => TryKeepAsync(AnswerCodec.Write([], new InferenceException(
        InferenceErrorCode.IdempotencyMismatch,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The call with this idempotency key was carried out, but its answer is larger than the {maxBytes} bytes that are kept: it cannot be repeated. With a new key it is carried out again."))));

    public void Dispose() => _writer.Dispose();

    private static InferenceResponse Warn(InferenceResponse response, string message) =>
        response with { Warnings = [.. response.Warnings, new InferenceWarning(WarningCodes.AnswerNotKept, "Idempotency-Key", message)] };

    private async ValueTask<bool> TryKeepAsync(ReadOnlyMemory<byte> bytes)
    {
        _hasEnded = true;
        try
        {
            if (await claim.CompleteAsync(bytes))
            {
                return true;
            }

            LogUnkept(null, requestId);
        }
        catch (InferenceException exception)
        {
            LogUnkept(exception, requestId);
        }

        return false;
    }

    private async ValueTask TryReleaseAsync()
    {
        _hasEnded = true;
        try
        {
            await claim.ReleaseAsync();
        }
        catch (InferenceException exception)
        {
            // The caller hears why the call failed; the claim ends by itself.
            LogUnreleased(exception, requestId);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{RequestId}: its answer could not be kept for its idempotency key")]
    private partial void LogUnkept(Exception? exception, string requestId);

    [LoggerMessage(2, LogLevel.Warning, "{RequestId}: its idempotency key could not be freed and stays taken until its claim runs out")]
    private partial void LogUnreleased(Exception exception, string requestId);
}
