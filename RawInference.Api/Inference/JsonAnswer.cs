using System.Text.Json;
using Microsoft.Extensions.Options;
using RawInference.Api.Hosting;
using RawInference.Contract;

namespace RawInference.Api.Inference;

/// <summary>An answer as one JSON body.</summary>
internal sealed class JsonAnswer(IOptions<InferenceApiOptions> options, TimeProvider time)
{
    public async Task WriteAsync(HttpContext http, InferenceResponse response)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await new PieceSender(http, options.Value.WriteTimeout, time).SendAsync(
            body =>
            {
                using var writer = new Utf8JsonWriter(body, JsonOutput.Options);
                ResponseContract.Write(writer, response, OperationContracts.Of(response));
            },
            isWholeBody: true);
    }
}
