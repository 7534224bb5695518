using System.Net;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Tests.Refusals;

namespace RawInference.Emulator.Tests.Google.Refusals;

/// <summary>Holds a refused answer against its row, in the provider's form of errors.</summary>
internal static class GoogleRefusals
{
    public static async Task AssertAsync(Refusal row, HttpResponseMessage response)
    {
        var error = (await RunningEmulator.ReadAsync(response)).GetProperty("error");
        Assert.Equal((HttpStatusCode)row.Status, response.StatusCode);
        RefusalExamples.AssertWorded(row.Message, error.GetProperty("message").GetString()!);
        Assert.Equal(row.Status, error.GetProperty("code").GetInt32());
        Assert.Equal(row.Type, error.GetProperty("status").GetString());
        Assert.Equal(row.Code is not null || row.Param is not null, error.TryGetProperty("details", out var details));
        if (row.Code is { } reason)
        {
            Assert.Equal(reason, details[0].GetProperty("reason").GetString());
        }

        if (row.Param is not null)
        {
            var violations = details[0].GetProperty("fieldViolations").EnumerateArray();
            Assert.Equal(
                error.GetProperty("message").GetString(),
                string.Join('\n', violations.Select(violation => violation.GetProperty("description").GetString())));
        }
    }
}
