using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;

namespace RawInference.Connectors.Wire;

/// <summary>A provider's answer that has begun. Disposing it frees the upstream call at once, read or not.</summary>
internal sealed class UpstreamAnswer(HttpResponseMessage response, UpstreamAccount account, UpstreamDeadline deadline, TimeProvider time) : IDisposable
{
    private const int DrainBytes = 4 * 1024;
    private const int MaxDrainReads = 4;

    private Stream? _stream;

    public int Status => (int)response.StatusCode;

    public MediaTypeHeaderValue? ContentType => response.Content.Headers.ContentType;

    public string? MediaType => ContentType?.MediaType;

    /// <summary>Reads the body as it comes, in time.</summary>
    /// <exception cref="InferenceException">It was cut, or took too long.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        deadline.BeforeRead();
        try
        {
            _stream ??= await response.Content.ReadAsStreamAsync(deadline.Token);
            var count = await _stream.ReadAsync(buffer, deadline.Token);
            deadline.AfterRead();
            return count;
        }
        catch (OperationCanceledException exception) when (deadline.Expired)
        {
            throw Failure(
                InferenceErrorCode.ProviderTimeout,
                deadline.Begun ? $"{account.Name} stopped in the middle of its answer." : $"{account.Name} did not begin to answer in time.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw Failure(InferenceErrorCode.StreamCut, $"{account.Name} cut its answer off.", exception);
        }
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="InferenceException">It is larger than <paramref name="max"/>, was cut, or took too long.</exception>
    public async Task<PooledBytes> ReadWholeAsync(int max)
    {
        var bytes = await ReadStartAsync(max);
        if (bytes.Memory.Length <= max)
        {
            return bytes;
        }

        bytes.Dispose();
        throw Failure(InferenceErrorCode.ProviderInvalidAnswer, $"{account.Name} sent an answer of more than {max} bytes.");
    }

    /// <summary>The body, or a little more than <paramref name="max"/> bytes of a larger one.</summary>
    public async Task<PooledBytes> ReadStartAsync(int max)
    {
        var bytes = new PooledBytes((int)Math.Min(response.Content.Headers.ContentLength + 1 ?? 16 * 1024, max + 1L));
        try
        {
            int count;
            do
            {
                count = await ReadAsync(bytes.Free());
                bytes.Advance(count);
            }
            while (count > 0 && bytes.Memory.Length <= max);
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>The JSON of a piece of the body.</summary>
    /// <exception cref="InferenceException">It is no JSON object, or an error in the clothes of an answer.</exception>
    public JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw Invalid("is not JSON", exception);
        }

        if (ErrorIn(document.RootElement) is { } error)
        {
            document.Dispose();
            throw ExceptionOf(error);
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            document.Dispose();
            throw Invalid("is not a JSON object");
        }

        return document;
    }

    /// <summary>What a dialect makes of the answer; its refusals get the facts that only the answer has.</summary>
    public T Read<T>(JsonElement root, Func<JsonElement, T> read)
    {
        try
        {
            return read(root);
        }
        catch (InferenceException exception) when (exception.Origin == ErrorOrigin.Provider)
        {
            throw Completed(exception);
        }
    }

    /// <summary>The same error with the status and the request id of the answer that it was found in.</summary>
    public InferenceException Completed(InferenceException exception) => new(exception.Code, exception.Message, exception)
    {
        Problems = exception.Problems,
        ProviderStatus = Status,
        ProviderCode = exception.ProviderCode,
        ProviderRequestId = ResponseFacts.RequestIdOf(response.Headers),
        RetryAfter = exception.RetryAfter ?? ResponseFacts.RetryAfterOf(response.Headers, time.GetUtcNow()),
    };

    /// <summary>
    /// Reads what follows a complete answer, so that its connection can be used again. Bounded, and no failure of it matters:
    /// the caller has everything already.
    /// </summary>
    public async ValueTask DrainAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(DrainBytes);
        deadline.BeginDrain();
        try
        {
            for (var reads = 0; reads < MaxDrainReads && await ReadAsync(buffer) > 0; reads++)
            {
            }
        }
        catch (InferenceException)
        {
            // Disposing the answer gives the connection up.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The error that bytes beside a stream's events are; null for none.</summary>
    public InferenceException? ErrorOf(ReadOnlyMemory<byte> unframed) =>
        !unframed.IsEmpty && ProviderError.Read(Status, unframed) is { Structured: true } error ? ExceptionOf(error) : null;

    public InferenceException ExceptionOf(ProviderError error) =>
        error.ToException(account, ResponseFacts.RequestIdOf(response.Headers), ResponseFacts.RetryAfterOf(response.Headers, time.GetUtcNow()));

    /// <param name="what">Completes "The answer of {provider} …".</param>
    /// <param name="exception">The cause, where there is one.</param>
    public InferenceException Invalid(string what, Exception? exception = null) =>
        Failure(InferenceErrorCode.ProviderInvalidAnswer, $"The answer of {account.Name} {what}.", exception);

    public InferenceException Cut(string what) => Failure(InferenceErrorCode.StreamCut, $"The answer of {account.Name} {what}.");

    public void Dispose()
    {
        response.Dispose();
        deadline.Dispose();
    }

    /// <summary>Also in a list: what some servers make of a stream that they do not send as events.</summary>
    private ProviderError? ErrorIn(JsonElement root) => root.ValueKind == JsonValueKind.Array
        ? root.EnumerateArray().Select(item => ProviderError.Read(Status, item)).FirstOrDefault(error => error is not null)
        : ProviderError.Read(Status, root);

    private InferenceException Failure(InferenceErrorCode code, string message, Exception? exception = null) => new(code, message, exception)
    {
        ProviderStatus = Status,
        ProviderRequestId = ResponseFacts.RequestIdOf(response.Headers),
    };
}
