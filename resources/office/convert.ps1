# Turns one document into PDF with WPS Office or Microsoft Office. Called with a copy in a temporary folder, never with an original.
param(
  [Parameter(Mandatory)][ValidateSet('wps', 'word')][string]$Suite,
  [Parameter(Mandatory)][ValidateSet('writer', 'sheet', 'slides')][string]$Kind,
  [Parameter(Mandatory)][string]$In,
  [Parameter(Mandatory)][string]$Out
)
$ErrorActionPreference = 'Stop'
$names = @{
  wps  = @{ writer = 'KWPS.Application'; sheet = 'KET.Application'; slides = 'KWPP.Application' }
  word = @{ writer = 'Word.Application'; sheet = 'Excel.Application'; slides = 'PowerPoint.Application' }
}
# A password nobody has: a locked document is refused at once instead of asking in a window nobody sees.
$password = [guid]::NewGuid().ToString()
$app = New-Object -ComObject $names[$Suite][$Kind]
try {
  # msoAutomationSecurityForceDisable: no macro runs.
  try { $app.AutomationSecurity = 3 } catch { }
  switch ($Kind) {
    'writer' {
      $app.Visible = $false
      $app.DisplayAlerts = 0
      $document = $app.Documents.Open($In, $false, $true, $false, $password)
      try { $document.ExportAsFixedFormat($Out, 17) } finally { $document.Close(0) }
    }
    'sheet' {
      $app.Visible = $false
      $app.DisplayAlerts = $false
      $document = $app.Workbooks.Open($In, 0, $true, 5, $password)
      try { $document.ExportAsFixedFormat(0, $Out) } finally { $document.Close($false) }
    }
    'slides' {
      $document = $app.Presentations.Open($In, -1, 0, 0)
      try { $document.SaveAs($Out, 32) } finally { $document.Close() }
    }
  }
} finally {
  $app.Quit()
  [void][Runtime.InteropServices.Marshal]::ReleaseComObject($app)
}
